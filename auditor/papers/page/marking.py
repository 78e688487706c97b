"""A text with marks on it: spans may overlap and nest, elements of a page may not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Span:
    """A marked piece of the text. ``key``: what links know it by, ``kind``: a class of the style sheet.

    ``label``: what stands before it, already HTML; it bears the ``id`` that links lead to.
    """

    start: int
    end: int
    key: str
    kind: str
    label: str


def marked(text: str, spans: Iterable[Span], notes: Sequence[tuple[int, str]] = ()) -> Markup:
    """Return ``text`` as paragraphs of HTML, a line each.

    Every piece is in one ``<mark>`` that names all the spans it is part of (``data-s``); each span's label
    stands where it starts. ``notes``: pairs of offset and HTML to put there.
    """
    put: defaultdict[int, list[str]] = defaultdict(list)
    starting: defaultdict[int, list[Span]] = defaultdict(list)
    ending: defaultdict[int, list[Span]] = defaultdict(list)
    for place, note in notes:
        put[place].append(note)
    for span in spans:
        put[span.start].append(span.label)
        starting[span.start].append(span)
        ending[span.end].append(span)
    cuts = sorted({0, len(text), *put, *ending})
    open_now: dict[str, Span] = {}
    pieces = ["<p>"]
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        for span in ending[start]:
            open_now.pop(span.key, None)
        for span in starting[start]:
            open_now[span.key] = span
        pieces += put[start]
        pieces.append(_piece(text[start:end], open_now))
    pieces.append("</p>")
    return Markup("".join(pieces))


def _piece(text: str, spans: dict[str, Span]) -> str:
    inside = str(escape(text))
    if not spans:
        return inside.replace("\n", "</p>\n<p>")
    kinds = " ".join(sorted({span.kind for span in spans.values()}))
    opening = f'<mark class="{kinds}" data-s="{" ".join(spans)}">'
    marks = inside.replace("\n", f"</mark></p>\n<p>{opening}")
    return f"{opening}{marks}</mark>"
