"""豁免: all exemptions, those that hold, have run out or were withdrawn."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from auditor.papers.overviews import requirements
from auditor.web.frame import Form, action, page, refused, to, workbench
from auditor.web.pages.results import LONGEST_NAME, exemption_of

_PAGE = "/waivers"
_SHORTEST_UNIT = 2


def show(request: Request) -> Response:
    """Show the exemptions, the newest first."""
    bench = workbench(request)
    required = requirements(bench.standard.rules)
    return page(
        request,
        "waivers.html",
        place="waivers",
        given=bench.verdicts.all_waivers()[::-1],
        from_file=bench.standard.terms.waivers.entries,
        titles={each.id: each.title for each in required},
        rules=[each for each in required if each.weight],
        today=bench.clock().date(),
    )


def add(request: Request, form: Form) -> Response:
    """Keep an exemption of a unit that may not have handed in yet."""
    bench, unit = workbench(request), form.text("unit", LONGEST_NAME)
    if len(unit) < _SHORTEST_UNIT:
        return refused(request, 400, "单位要写全称，至少两个字。没有保存。", _PAGE)
    ids = [each.id for each in requirements(bench.standard.rules)]
    entry = exemption_of(form, unit, ids, bench.clock().date())
    if isinstance(entry, str):
        return refused(request, 400, entry, _PAGE)
    bench.verdicts.waive(entry, bench.clock())
    return to(_PAGE)


def withdraw(request: Request, form: Form) -> Response:
    """Withdraw an exemption."""
    bench, number = workbench(request), form.number("waiver")
    if number not in [each.id for each in bench.verdicts.waivers()]:
        return refused(request, 400, "这条豁免已经撤销，没有改动。", _PAGE)
    bench.verdicts.withdraw(number, bench.clock())
    return to(_PAGE)


ROUTES = [
    Route(_PAGE, show),
    action(_PAGE, add),
    action(f"{_PAGE}/withdrawals", withdraw),
]
