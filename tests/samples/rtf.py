"""RTF as Word and WPS write it: GBK bytes in hexadecimal, the rest as signed numbers."""

from tests.samples.report import Block, Report

_HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'b7\'c2\'cb\'ce;}}"
    r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}{\info{\title \'b2\'bb\'ca\'c7\'d5\'fd\'ce\'c4}}"
    r"{\*\generator Msftedit 5.41;}{\header\pard {\'d2\'b3\'c3\'bc}\par}"
    "\n"
)


def rtf(report: Report) -> bytes:
    """Set a report with automatic numbers as the words that RTF keeps beside them."""
    return (_HEAD + "\n".join(_block(block) for block in report.blocks) + "\n}").encode("ascii")


def _block(block: Block) -> str:
    if block.kind == "table":
        return "\n".join(_row(row) for row in block.rows)
    if block.kind in ("h1", "h2", "h3"):
        number = rf"{{\listtext\pard\plain\f0 {_coded(block.label)}}}"
        return rf"{number}\pard\s1\ls1\ilvl{block.level} {_coded(block.text.removeprefix(block.label))}\par"
    return rf"\pard\fi640 {_coded(block.text)}{{\v {_coded('藏起来的话')}}}\par"


def _row(row: tuple[str, ...]) -> str:
    edges = "".join(rf"\cellx{2000 * (place + 1)}" for place in range(len(row)))
    return rf"\trowd{edges}" + "".join(rf"\pard\intbl {_coded(cell)}\cell" for cell in row) + r"\row"


def _coded(text: str) -> str:
    return "".join(map(_coded_character, text))


def _coded_character(char: str) -> str:
    if char in "\\{}":
        return "\\" + char
    if char < "\x80":
        return char
    try:
        return "".join(rf"\'{byte:02x}" for byte in char.encode("gbk"))
    except UnicodeEncodeError:
        units = char.encode("utf-16-le")
        numbers = (int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2))
        return "".join(rf"\u{number}?" for number in numbers)
