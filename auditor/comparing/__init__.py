"""Two versions of a report, or the reports of two years: what was repaired, what got worse, what is left."""

from auditor.comparing.compare import Judged, compare
from auditor.comparing.shapes import Balance, Carried, CarriedPassage, Change, Comparison, Turn
from auditor.comparing.sides import Compared, Side, compare_sides, judged_side
from auditor.comparing.steps import Steps, step_between, steps_of

__all__ = [
    "Balance",
    "Carried",
    "CarriedPassage",
    "Change",
    "Compared",
    "Comparison",
    "Judged",
    "Side",
    "Steps",
    "Turn",
    "compare",
    "compare_sides",
    "judged_side",
    "step_between",
    "steps_of",
]
