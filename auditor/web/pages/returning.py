"""退回修改: a report is sent back to its unit, or that is undone; and it is put into another batch."""

from starlette.requests import Request
from starlette.responses import Response

from auditor.web.frame import Form, action, refused, to, workbench
from auditor.web.pages.batches import is_gone
from auditor.web.pages.results import LONGEST_NAME, LONGEST_NOTE, address_of, submission_of
from auditor.web.verdicts import OvertakenError

_SENT_BACK = "这一份已经退回过，没有再记一次。要改说明或期限，先点“撤销退回”，再退回。"


def send_back(request: Request, form: Form) -> Response:
    """Note that a report was sent back."""
    bench, submission = workbench(request), submission_of(request)
    back = address_of(submission.id)
    note, sender = form.text("note", LONGEST_NOTE), form.text("sender", LONGEST_NAME)
    until = form.day("until")
    if not note or not sender:
        return refused(request, 400, "退回要写明说明和经办人，没有保存。", back)
    if form.text("until") and (until is None or until < bench.clock().date()):
        return refused(
            request, 400, "重报的期限要写成 2026-03-31 这样，不能早于今天；也可以不写。没有保存。", back
        )
    try:
        bench.returns.send_back(submission.id, note, until, sender, bench.clock())
    except OvertakenError:
        return refused(request, 409, _SENT_BACK, back)
    return to(f"{back}#past", sender)


def take_back(request: Request, _form: Form) -> Response:
    """Undo that a report was sent back."""
    bench, submission = workbench(request), submission_of(request)
    bench.returns.take_back(submission.id, bench.clock())
    return to(f"{address_of(submission.id)}#past")


def move(request: Request, form: Form) -> Response:
    """Put a report into a batch, or into none."""
    bench, submission = workbench(request), submission_of(request)
    if is_gone(request, form):
        return refused(request, 400, "这个批次已经删除，没有改动。", address_of(submission.id))
    batch = form.number("batch")
    if batch != submission.batch:
        bench.submissions.move(submission.id, batch)
        bench.desk.take(submission.id)
    return to(address_of(submission.id))


ROUTES = [
    action("/reports/{number:int}/returns", send_back),
    action("/reports/{number:int}/return-withdrawals", take_back),
    action("/reports/{number:int}/batch", move),
]
