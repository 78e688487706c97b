"""批次: the list of batches, a new one, and what can be changed in one."""

from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.web.batches import Batch
from auditor.web.frame import Form, action, page, refused, to, workbench

YEARS = range(2000, 2101)
_LONGEST_NAME = 60
# Reports for a year are due early in the next one.
_LAST_MONTH_FOR_THE_YEAR_BEFORE = 9
_PAGE = "/batches"


@dataclass(frozen=True, slots=True)
class _Fields:
    """What the form of a batch says."""

    name: str
    year: int
    deadline: date | None


def batch_of(request: Request) -> Batch:
    """Return the batch that an address names.

    Raises:
        HTTPException: there is none (404).
    """
    found = workbench(request).batches.batch(request.path_params["batch"])
    if found is None:
        raise HTTPException(404)
    return found


def is_gone(request: Request, form: Form) -> bool:
    """Tell whether a form chooses a batch that is not there; only an empty choice means none."""
    batch = form.number("batch")
    return bool(form.text("batch")) and (batch is None or workbench(request).batches.batch(batch) is None)


def address_of(batch: int) -> str:
    """Return the address of the page of a batch."""
    return f"{_PAGE}/{batch}"


def show(request: Request) -> Response:
    """Show the batches with how many units have handed in."""
    bench = workbench(request)
    today = bench.clock().date()
    return page(
        request,
        "batches.html",
        place="batches",
        standings=[bench.standings.of(each) for each in bench.batches.all()],
        year=today.year - (today.month <= _LAST_MONTH_FOR_THE_YEAR_BEFORE),
    )


def add(request: Request, form: Form) -> Response:
    """Add a batch and show it."""
    fields = _fields(form)
    if isinstance(fields, str):
        return refused(request, 400, fields, _PAGE)
    bench = workbench(request)
    return to(address_of(bench.batches.add(fields.name, fields.year, fields.deadline, bench.clock())))


def change(request: Request, form: Form) -> Response:
    """Keep what a form says of a batch."""
    batch, fields = batch_of(request), _fields(form)
    if isinstance(fields, str):
        return refused(request, 400, fields, address_of(batch.id))
    workbench(request).batches.change(batch.id, fields.name, fields.year, fields.deadline)
    return to(address_of(batch.id))


def remove(request: Request, _form: Form) -> Response:
    """Remove a batch; its reports stay, and are judged without its roster."""
    bench, batch = workbench(request), batch_of(request)
    bench.batches.remove(batch.id)
    bench.desk.recall(None)
    return to(_PAGE)


def _fields(form: Form) -> _Fields | str:
    """Return what a form says, or what is wrong with it."""
    year, deadline = form.number("year"), form.day("deadline")
    if year is None or year not in YEARS:
        return "年度要写四位数字，例如 2025。没有保存。"
    if form.text("deadline") and (deadline is None or deadline.year not in YEARS):
        return "截止日期要写成 2026-03-31 这样，也可以不写。没有保存。"
    return _Fields(form.text("name", _LONGEST_NAME) or f"{year} 年度", year, deadline)


ROUTES = [
    Route(_PAGE, show),
    action(_PAGE, add),
    action(f"{_PAGE}/{{batch:int}}/edit", change),
    action(f"{_PAGE}/{{batch:int}}/removal", remove),
]
