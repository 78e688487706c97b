"""花名册和报送情况: the units of a batch, what each has handed in, and the import of the roster."""

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.errors import AuditorError
from auditor.papers.names import paper_names
from auditor.papers.workbook import roster_book
from auditor.pool import LostError
from auditor.readers.limits import MEBIBYTE
from auditor.roster import Roster, Unit
from auditor.roster_file import COLUMNS, read_roster
from auditor.vocabulary import Level
from auditor.web.frame import Form, action, download, page, refused, to, workbench
from auditor.web.pages.batches import address_of, batch_of
from auditor.web.pages.downloads import EXCEL
from auditor.web.pages.handing_in import shown_name
from auditor.web.standing import Standing, UnitStanding

_MOST_BYTES = 4 * MEBIBYTE
# What the example says, to be written over.
_EXAMPLE = (
    Unit("城郊镇人民政府", Level.TOWNSHIP, ("城郊镇",), enforces=True),
    Unit("县水利局", Level.DEPARTMENT, (), enforces=True),
    Unit("县档案馆", Level.DEPARTMENT, (), enforces=False, expected=False),
)
_NOTE = (
    "只有“单位”必须写。级别写乡镇、县级或部门；别名是报告里可能写的别的叫法，用顿号分开；"
    "执法权写有或无；不用报的，应报写否。导入前请删去这几行例子。"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A unit as the table shows it. ``state``: in words, ``kind``: how they look."""

    name: str
    unit: Unit | None
    standing: UnitStanding | None
    state: str
    kind: str


def show(request: Request) -> Response:
    """Show the units of a batch."""
    bench, batch = workbench(request), batch_of(request)
    standing = bench.standings.of(batch)
    own = bench.batches.roster(batch.id)
    return page(
        request,
        "units.html",
        place="batches",
        batch=batch,
        standing=standing,
        rows=list(_rows(standing)),
        own=own,
        columns=COLUMNS,
        most=_MOST_BYTES // MEBIBYTE,
    )


def take_in(request: Request, form: Form) -> Response:
    """Keep the roster that a file holds in place of that of the batch; one with mistakes changes nothing."""
    bench, batch = workbench(request), batch_of(request)
    back = _address(batch.id)
    files = form.files("roster")
    if not files:
        return refused(request, 400, "没有选文件。请选花名册，再点“导入”。", back)
    name, data = shown_name(files[0][0]), files[0][1]
    if len(data) > _MOST_BYTES:
        return refused(
            request, 413, f"“{name}”超过 {_MOST_BYTES // MEBIBYTE} MB，不像花名册，没有导入。", back
        )
    try:
        # The file is a stranger's: what it does to a reader happens in a worker.
        read: Roster = bench.desk.call(read_roster, data, name)
    except AuditorError as error:
        return refused(request, 400, f"没有导入，原来的花名册没有改动。\n{error}", back)
    except LostError:
        return refused(request, 400, f"读“{name}”时程序中断，没有导入，原来的花名册没有改动。", back)
    bench.batches.enlist(batch.id, read)
    bench.desk.recall(batch.id)
    return to(back)


def give_out(request: Request) -> Response:
    """Return the roster of a batch as a workbook."""
    bench, batch = workbench(request), batch_of(request)
    roster = bench.batches.roster(batch.id)
    if roster is None:
        return refused(request, 404, "这个批次还没有花名册。可以下载样例来填。", _address(batch.id))
    return download(roster_book(roster.units), f"{paper_names([batch.name])[0]}.花名册.xlsx", EXCEL)


def give_example(_request: Request) -> Response:
    """Return a roster to fill in."""
    return download(roster_book(_EXAMPLE, _NOTE), "花名册样例.xlsx", EXCEL)


def _rows(standing: Standing) -> Iterator[_Row]:
    """Yield the units in the order of the roster, then those that it lacks."""
    by_unit = {each.name: each for each in standing.units if each.enlisted}
    absent = {each.name for each in standing.absent or ()}
    late = {id(each) for each in standing.late}
    for unit in standing.roster.units if standing.roster else ():
        found = by_unit.get(unit.name)
        if found:
            yield _Row(unit.name, unit, found, *_state(found, standing, id(found) in late))
        elif unit.name in absent:
            over = standing.is_over
            yield _Row(unit.name, unit, None, "逾期未报" if over else "未报", "bad" if over else "state")
        elif unit.expected:
            yield _Row(unit.name, unit, None, "交来的没有评分或打不开", "bad")
        else:
            yield _Row(unit.name, unit, None, "不用报", "file")
    for each in sorted(standing.units, key=lambda one: one.name):
        if not each.enlisted:
            yield _Row(each.name, None, each, *_state(each, standing, id(each) in late))


def _state(unit: UnitStanding, standing: Standing, is_late: bool) -> tuple[str, str]:
    if unit.returned:
        until = unit.returned.until
        overdue = until is not None and until < standing.today
        limit = f"，期限 {until}{'，已逾期' if overdue else ''}" if until else ""
        return f"已退回待重报{limit}", "bad" if overdue else "state"
    return ("逾期报送", "state") if is_late else ("已报", "")


def _address(batch: int) -> str:
    return f"{address_of(batch)}/units"


ROUTES = [
    Route("/batches/{batch:int}/units", show),
    action("/batches/{batch:int}/roster", take_in),
    Route("/batches/{batch:int}/roster.xlsx", give_out),
    Route("/roster-example.xlsx", give_example),
]
