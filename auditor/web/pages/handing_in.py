"""预审: reports are handed in here, and listed with what became of them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.readers.limits import MAX_FILE_BYTES, MEBIBYTE
from auditor.readers.names import printable
from auditor.web.frame import MOST_FILES, Form, action, page, refused, to, workbench
from auditor.web.guard import MOST_BYTES
from auditor.web.pages.batches import is_gone

_ON_A_PAGE = 50
_LONGEST_NAME = 200
# What the form for files says of them.
LIMITS = {
    "most_files": MOST_FILES,
    "most_mebibytes": MOST_BYTES // MEBIBYTE,
    "most_of_one": MAX_FILE_BYTES // MEBIBYTE,
}


def listing(request: Request) -> Response:
    """Show the submissions, the newest first; ``before``: those older than this one."""
    bench = workbench(request)
    before = request.query_params.get("before", "")
    older_than = int(before) if before.isascii() and before.isdecimal() and len(before) < 18 else None
    found = bench.submissions.latest(_ON_A_PAGE + 1, older_than)
    lines = bench.lines.of(found[:_ON_A_PAGE])
    batches = bench.batches.all()
    newest = bench.submissions.latest(1)
    return page(
        request,
        "hand_in.html",
        place="hand-in",
        assets=("hand_in.js",),
        lines=lines,
        working={each.submission.id for each in lines if bench.desk.is_at(each.submission.id)},
        waiting=sum(each.submission.waiting for each in lines),
        older=lines[-1].submission.id if len(found) > _ON_A_PAGE else None,
        first=older_than is None,
        batches=batches,
        names={each.id: each.name for each in batches},
        # Where the last report went the next one goes; before there is any, into the newest batch.
        chosen=newest[0].batch if newest else max((each.id for each in batches), default=None),
        **LIMITS,
    )


def take_in(request: Request, form: Form) -> Response:
    """Take in the files of a form for the batch that it names, or for none."""
    if is_gone(request, form):
        return refused(request, 400, "这个批次已经删除，没有收下。请刷新后另选一个批次。", "/")
    return take_files(request, form, form.number("batch"), "/")


def take_files(request: Request, form: Form, batch: int | None, back: str) -> Response:
    """Take in the files of a form, all or none, and lead ``back``."""
    bench = workbench(request)
    files = [(shown_name(name), data) for name, data in form.files("files")]
    if not files:
        return refused(request, 400, "没有选文件。请选一个或几个报告文件，再点“开始核查”。", back)
    for name, data in files:
        if len(data) > MAX_FILE_BYTES:
            most = MAX_FILE_BYTES // MEBIBYTE
            sentence = f"“{name}”超过 {most} MB，没有收下。请去掉里面的大图片，或分成几个压缩包。"
            return refused(request, 413, sentence, back)
    for number in bench.submissions.hand_in(files, bench.clock(), batch):
        bench.desk.take(number)
    return to(back)


def shown_name(name: str) -> str:
    """Return the name of a file as pages show it; it is never used as a path."""
    last = printable(name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return "未命名" if last in ("", ".", "..") else last[-_LONGEST_NAME:]


ROUTES = [Route("/", listing), action("/submissions", take_in)]
