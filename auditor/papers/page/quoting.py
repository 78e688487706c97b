"""Sentences of a report as lists quote them, each with its mark in the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import escape

from auditor.models import Evidence, LookAlike
from auditor.papers.page.marking import Span
from auditor.vocabulary import LABELS

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Quote:
    """A place of the text as a list shows it. ``key``: of its mark in the text, which has ``place``."""

    key: str
    text: str
    note: str
    place: Evidence | LookAlike


def quotes_of(number: int, places: Iterable[Evidence | LookAlike]) -> tuple[Quote, ...]:
    """Return the quotes of an item by its number in the page."""
    return tuple(_quote(number, place, each) for place, each in enumerate(places))


def spans_of(number: int, title: str, quotes: Iterable[Quote]) -> Iterator[Span]:
    """Yield the marks of an item in the text; their numbers lead back to the item."""
    for each in quotes:
        kind = "l" if isinstance(each.place, LookAlike) else "e"
        note = escape(f"{title}（{each.note}）" if each.note else title)
        label = f'<a class="n {kind}" id="t{each.key}" href="#f{number}" title="{note}">{number}</a>'
        yield Span(each.place.start, each.place.end, each.key, kind, label)


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return ``text`` on one line, cut to so many characters with an ellipsis."""
    flat = " ".join(text[: longest * 4].split())
    return flat if len(flat) <= longest and len(text) <= longest * 4 else f"{flat[:longest]}…"


def _quote(number: int, place: int, found: Evidence | LookAlike) -> Quote:
    if isinstance(found, LookAlike):
        return Quote(f"{number}-x{place}", shortened(found.quote), LABELS[found.why], found)
    return Quote(f"{number}-{place}", shortened(found.quote), "", found)
