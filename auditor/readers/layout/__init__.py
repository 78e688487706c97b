"""From text placed on pages to paragraphs: what PDF, OFD and recognised scans share."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from auditor.readers.content import Piece
from auditor.readers.layout.columns import boxes_of, columns_of, gutter_of
from auditor.readers.layout.furniture import Sheet, without_furniture, without_watermarks
from auditor.readers.layout.gaps import with_rows
from auditor.readers.layout.lines import lines_of, without_doubles
from auditor.readers.layout.notes import with_notes, without_marks
from auditor.readers.layout.paragraphs import paragraphs
from auditor.readers.layout.ruled import ruled_rows
from auditor.readers.layout.shapes import Block, Box, Page, Rule, Run, Zone

__all__ = ["Page", "Rule", "Run", "pieces"]


def pieces(pages: Sequence[Page]) -> list[Piece]:
    """Return the paragraphs, table rows and footnotes of a document's pages in reading order.

    Running headers, page numbers and watermarks are left out; what a page break cuts is joined.
    """
    blocks: list[list[Block]] = []
    sheets: list[Sheet] = []
    for page in pages:
        runs = without_marks(without_watermarks(without_doubles(page.runs)))
        rows, free = ruled_rows(runs, page.rules)
        blocks.append(rows)
        sheets.append(Sheet(page.height, free))
    usual = _usual_size(sheets)
    boxes = [[*boxes_of(free), *rows] for rows, free in zip(blocks, without_furniture(sheets), strict=True)]
    gutters: dict[int, list[float]] = defaultdict(list)
    for page, members in zip(pages, boxes, strict=True):
        if members and (gutter := gutter_of(members)):
            gutters[round(page.width)].append(gutter)
    zones: list[Zone] = []
    for page, members in zip(pages, boxes, strict=True):
        width = round(page.width)
        zones += with_notes(_zones(columns_of(members, gutters[width]), width), usual)
    return list(paragraphs(zones))


def _usual_size(sheets: Sequence[Sheet]) -> float:
    letters: Counter[float] = Counter()
    for sheet in sheets:
        for run in sheet.runs:
            letters[round(run.size)] += len(run.text)
    return max(letters, key=letters.__getitem__, default=0.0)


def _zones(columns: Sequence[tuple[str, list[Box]]], width: float) -> list[Zone]:
    zones: list[Zone] = []
    for path, members in columns:
        frame = width, path
        runs: list[Run] = []
        for box in sorted(members, key=lambda each: each.centre):
            if isinstance(box, Run):
                runs.append(box)
                continue
            zones += _zone(runs, frame)
            zones += box.zones
            runs = []
        zones += _zone(runs, frame)
    return zones


def _zone(runs: list[Run], frame: tuple[float, str]) -> list[Zone]:
    return [Zone(tuple(with_rows(lines_of(runs))), frame)] if runs else []
