"""Where a passage of the text stands in the tree of a Word document."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from auditor.readers.content import Piece, laid_out
from auditor.readers.docx.names import PARAGRAPH, Element


class _Line(NamedTuple):
    """A line of the text: where it starts and ends, and the paragraphs of the document that it is of."""

    start: int
    end: int
    paragraphs: tuple[Element, ...]


class Passages:
    """The lines of a document's text with their paragraphs.

    Footnotes and documents pasted into the document are parts of their own, which bear no comments.
    """

    def __init__(self, pieces: Iterable[Piece], root: Element) -> None:
        self._root = root
        texts = []
        self._lines = []
        for piece, text, start in laid_out(pieces):
            own = tuple(each for each in piece.origin if each.getroottree().getroot() is root)
            self._lines.append(_Line(start, start + len(text), own))
            texts.append(text)
        self.text = "\n".join(texts)
        self._starts = [line.start for line in self._lines]

    def paragraphs(self, start: int, end: int) -> list[Element]:
        """Return the paragraphs that a passage stands in, in order; none where it bears no comment."""
        first = max(0, bisect_right(self._starts, start) - 1)
        found: dict[Element, None] = {}
        for line in self._lines[first:]:
            if line.start >= end:
                break
            found.update(dict.fromkeys(line.paragraphs))
        return list(found)

    def top(self, title: str | None) -> Element | None:
        """Return the paragraph of the title, or the first of the document; None when it has no paragraph."""
        beginning = next(iter((title or "").split()), "")
        at = self.text.find(beginning)
        found = self.paragraphs(at, at + 1) if beginning and at >= 0 else []
        found += [each for line in self._lines for each in line.paragraphs]
        return next(iter(found), next(self._root.iter(PARAGRAPH), None))
