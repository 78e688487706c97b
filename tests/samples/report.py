"""A plain-text report taken apart, so that every writer can set it as an office would."""

import re
from dataclasses import dataclass
from functools import cached_property

_FIGURES = "一二三四五六七八九"
_LABEL = re.compile(
    r"(?P<h1>[一二三四五六七八九十]{1,3}、)"
    r"|(?P<h2>[（(][一二三四五六七八九十]{1,3}[)）])"
    r"|(?P<h3>\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）])"
)
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")
_TITLE_END = re.compile(r"法治.{0,30}(报告|報告|总结|總結|情况|情況)$")
_SIGNED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_POSTED = re.compile(r"^(发布时间|發布時間|发布日期)")
_MARKDOWN = re.compile(r"^#+\s*")
_TITLE_WITHIN = 6
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Block:
    """A paragraph or a table. ``kind``: title, meta, h1, h2, h3, text, signature, table.

    ``label``: the number typed before a heading, also part of ``text``. ``rows``: the cells of a table.
    """

    kind: str
    text: str = ""
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def level(self) -> int | None:
        """The depth of a numbered heading, 0 for the topmost."""
        return int(self.kind[1]) - 1 if self.label else None

    @property
    def number(self) -> int:
        return figure(_NUMBER.search(self.label).group())  # type: ignore[union-attr]

    @property
    def lines(self) -> tuple[str, ...]:
        """What a perfect reader returns: a line for a paragraph, a line of parted cells for a row."""
        return tuple("\t".join(row) for row in self.rows) if self.kind == "table" else (self.text,)


@dataclass(frozen=True)
class Report:
    """A report as it is read from top to bottom."""

    blocks: tuple[Block, ...]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for block in self.blocks for line in block.lines)

    @cached_property
    def text(self) -> str:
        return "".join(line + "\n" for line in self.lines)

    @property
    def title(self) -> str:
        return "".join(block.text for block in self.blocks if block.kind == "title")

    @property
    def posted(self) -> str:
        """The line of its page that tells the date of publication, "" when there is none."""
        lines = (block.text for block in self.blocks if _POSTED.match(block.text))
        return next(lines, "").partition("【")[0].strip()

    @property
    def body(self) -> "Report":
        """The report without its title and without the lines of the page it was copied from."""
        return Report(tuple(block for block in self.blocks if block.kind not in ("title", "meta")))


def parse(text: str) -> Report:
    """Take a report apart; a line with ink on it is a paragraph."""
    lines = [_MARKDOWN.sub("", line).strip().strip("\u3000").strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    start = enumerate(lines[:_TITLE_WITHIN])
    ends = [place for place, line in start if _TITLE_END.search(line) and not _LABEL.match(line)]
    title_end = ends[-1] if ends else -1
    blocks = []
    for place, line in enumerate(lines):
        if place <= title_end:
            starts = max((n for n, each in enumerate(lines[:title_end]) if _is_meta(each)), default=-1)
            blocks.append(Block("title" if place > starts else "meta", line))
        else:
            blocks.append(_paragraph(line, is_near_end=place >= len(lines) - 4))
    return Report(tuple(blocks))


def _is_meta(line: str) -> bool:
    return bool(_POSTED.match(line)) or ">" in line or ":" in line or "：" in line


def _paragraph(line: str, *, is_near_end: bool) -> Block:
    if found := _LABEL.match(line):
        kind = found.lastgroup or ""
        if kind != "h1" or len(line) < _LONGEST_HEADING:
            return Block(kind, line, found.group())
    if line.startswith(("- ", "扫一扫")) or _POSTED.match(line):
        return Block("meta", line)
    if is_near_end and len(line) < 40 and (_SIGNED.search(line) or line.endswith(("政府", "局"))):
        return Block("signature", line)
    return Block("text", line)


def figure(written: str) -> int:
    """The value of 十二 or 12."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_digit(tens) or 1) * 10 * bool(ten) + _digit(ones)


def _digit(sign: str) -> int:
    return _FIGURES.index(sign) + 1 if sign else 0


def chinese(value: int) -> str:
    """12 as 十二, for values up to 99."""
    tens, ones = divmod(value, 10)
    digits = "零" + _FIGURES
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
