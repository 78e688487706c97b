"""Word's automatic numbers: lists that count as the report's own typed numbers do."""

import re
from dataclasses import dataclass, field

from tests.samples.docx import NAMESPACES, look, paragraph, plain_table, run, styles
from tests.samples.report import Block, Report

_DEFAULT_SHAPES = ("%1、", "（%2）", "%3.")
_FIRST_LIST = 1
_OFF = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


def _level(depth: int, shape: str, number_format: str, inner: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{inner}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{shape}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _format(depth: int) -> str:
    return "decimal" if depth == 2 else "chineseCountingThousand"


@dataclass
class Lists:
    """What the numbering part must hold, found while the paragraphs are written."""

    shapes: tuple[str, ...]
    restarting: bool = True
    restarts: list[tuple[int, int]] = field(default_factory=list)
    _counters: list[int | None] = field(default_factory=lambda: [None, None, None])
    _starts: list[int] = field(default_factory=lambda: [1, 1, 1])

    def number(self, block: Block) -> int | None:
        """The list that gives ``block`` its typed number; None when no list writes it so.

        Where the typed numbers jump or start again, a further list over the same levels does so too (when
        ``restarting``); from then on the level starts at that number whenever a higher one moves.
        """
        depth = block.level
        if depth is None or _shape(block, depth) != self.shapes[depth]:
            return None
        last = self._counters[depth]
        if block.number != (self._starts[depth] if last is None else last + 1):
            if not self.restarting:
                return None
            self.restarts.append((depth, block.number))
            self._starts = [1, 1, 1]
            self._starts[depth] = block.number
        self._counters[depth:] = [block.number] + [None] * (2 - depth)
        return _FIRST_LIST + len(self.restarts)


def _shape(block: Block, depth: int) -> str:
    return re.sub(r"\d+|[一二三四五六七八九十]+", f"%{depth + 1}", block.label)


def shapes_of(report: Report) -> tuple[str, ...]:
    """How the report writes the number of each level: （%2）."""
    found = list(_DEFAULT_SHAPES)
    for block in reversed(report.blocks):
        if block.level is not None:
            found[block.level] = _shape(block, block.level)
    return tuple(found)


def automatic(
    report: Report, *, overridden: bool = False, restarting: bool = True
) -> tuple[str, dict[str, str]]:
    """The body and its parts with every number automatic that a list can count.

    The first heading has its number from the style alone, the others from their paragraph; a typed one of
    that style has numbering switched off. ``overridden``:
    the abstract list counts 1. 1.1 1.1.1, and the list in use overrides whole levels.
    ``restarting``: with further lists where the typed numbers start again; otherwise those stay typed.
    """
    lists = Lists(shapes_of(report), restarting)
    body = "".join(_paragraph(block, lists) for block in report.blocks)
    parts = {
        "styles": styles(f'<w:numPr><w:numId w:val="{_FIRST_LIST}"/></w:numPr>'),
        "numbering": _part(lists, overridden=overridden),
    }
    return body, parts


def _paragraph(block: Block, lists: Lists) -> str:
    if block.kind == "table":
        return plain_table(block.rows)
    number = lists.number(block)
    depth = block.level
    if number is None or depth is None:
        is_numbered_by_style = block.kind == "h1"
        return paragraph(run(block.text), look(block) + (_OFF if is_numbered_by_style else ""))
    own = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    is_by_style = depth == 0 and number == _FIRST_LIST
    style = f'<w:pStyle w:val="{depth + 1}"/>'
    return paragraph(run(block.text.removeprefix(block.label)), style if is_by_style else style + own)


def _part(lists: Lists, *, overridden: bool) -> str:
    linked = '<w:pStyle w:val="1"/>'
    wanted = [
        _level(depth, shape, _format(depth), "" if depth else linked)
        for depth, shape in enumerate(lists.shapes)
    ]
    western = [
        _level(depth, ".".join(f"%{n + 1}" for n in range(depth + 1)), "decimal", "" if depth else linked)
        for depth in range(3)
    ]
    abstract = "".join(western if overridden else wanted)
    override = "".join(
        f'<w:lvlOverride w:ilvl="{depth}">{level}</w:lvlOverride>' for depth, level in enumerate(wanted)
    )
    numbers = [_number(_FIRST_LIST, override if overridden else "")]
    numbers += [
        _number(
            _FIRST_LIST + place,
            "".join(
                f'<w:lvlOverride w:ilvl="{level}">'
                + (f'<w:startOverride w:val="{start}"/>' if level == depth else "")
                + (wanted[level] if overridden else "")
                + "</w:lvlOverride>"
                for level in range(3)
                if overridden or level == depth
            ),
        )
        for place, (depth, start) in enumerate(lists.restarts, 1)
    ]
    return (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="multilevel"/>{abstract}</w:abstractNum>{"".join(numbers)}</w:numbering>'
    )


def _number(identity: int, overrides: str) -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="0"/>{overrides}</w:num>'
