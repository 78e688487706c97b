"""预审: reports are handed in here, and listed with what became of them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.readers.limits import MAX_FILE_BYTES, MEBIBYTE
from auditor.readers.names import printable
from auditor.web.frame import MOST_FILES, Form, action, page, refused, to, workbench
from auditor.web.guard import MOST_BYTES

_ON_A_PAGE = 50
_LONGEST_NAME = 200


def listing(request: Request) -> Response:
    """Show the submissions, the newest first; ``before``: those older than this one."""
    bench = workbench(request)
    before = request.query_params.get("before", "")
    older_than = int(before) if before.isascii() and before.isdecimal() and len(before) < 18 else None
    found = bench.submissions.latest(_ON_A_PAGE + 1, older_than)
    cases = bench.cases(found[:_ON_A_PAGE])
    return page(
        request,
        "hand_in.html",
        place="hand-in",
        assets=("hand_in.js",),
        cases=cases,
        working={each.submission.id for each in cases if bench.desk.is_at(each.submission.id)},
        waiting=sum(each.submission.waiting for each in cases),
        older=cases[-1].submission.id if len(found) > _ON_A_PAGE else None,
        first=older_than is None,
        most_files=MOST_FILES,
        most_mebibytes=MOST_BYTES // MEBIBYTE,
        most_of_one=MAX_FILE_BYTES // MEBIBYTE,
    )


def take_in(request: Request, form: Form) -> Response:
    """Take in the files of a form, all or none."""
    bench = workbench(request)
    files = [(_shown(name), data) for name, data in form.files("files")]
    if not files:
        return refused(request, 400, "没有选文件。请选一个或几个报告文件，再点“开始核查”。")
    for name, data in files:
        if len(data) > MAX_FILE_BYTES:
            most = MAX_FILE_BYTES // MEBIBYTE
            return refused(
                request, 413, f"“{name}”超过 {most} MB，没有收下。请去掉里面的大图片，或分成几个压缩包。"
            )
    for number in bench.submissions.hand_in(files, bench.clock()):
        bench.desk.take(number)
    return to("/")


def _shown(name: str) -> str:
    """Return the name of a file as pages show it; it is never used as a path."""
    last = printable(name.replace("\\", "/").rsplit("/", 1)[-1]).strip()
    return "未命名" if last in ("", ".", "..") else last[-_LONGEST_NAME:]


ROUTES = [Route("/", listing), action("/submissions", take_in)]
