"""A short report with all that Word can do to a text, as RTF, and the lines that a person sees on its page."""

_NAMES = {"Normal": 0, "heading 1": 1, "heading 2": 2, "heading 3": 3, "toc 1": 4}


def rtf(text: str) -> str:
    """Return ``text`` with every character beyond ASCII written as \\u and a question mark."""
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    return "".join(chr(code) if code < 128 else f"\\u{code - 65536 * (code > 32767)}?" for code in codes)


def _heading(depth: int, label: str, text: str) -> str:
    listing = rf"{{\listtext\pard\plain {rtf(label)}\tab}}\ls1\ilvl{depth - 1}"
    return rf"\pard\plain\s{depth}\outlinelevel{depth - 1}{listing} {rtf(text)}\par" + "\n"


def _paragraph(source: str) -> str:
    return rf"\pard\plain\s0 {source}\par" + "\n"


def _level(code: int, text: str, places: str) -> str:
    size = len(text.encode("utf-16-le")) // 2
    shown = "".join(f"\\'{ord(char):02x}" if ord(char) < 9 else rtf(char) for char in text)
    numbers = "".join(f"\\'{int(place):02x}" for place in places)
    return (
        rf"{{\listlevel\levelnfc{code}\leveljc0\levelfollow2\levelstartat1{{\leveltext\'{size:02x}{shown};}}"
        rf"{{\levelnumbers {numbers};}}}}"
    )


_STYLES = "".join(rf"{{\s{number} {name};}}" for name, number in _NAMES.items())
_LEVELS = _level(39, "\x00、", "1") + _level(39, "（\x01）", "2") + _level(0, "\x02.", "1")
_LEVELS += "".join(_level(255, "", "") for _ in range(6))
_ROW = r"\trowd\cellx3000\cellx6000\pard\plain\intbl "

REPORT = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fnil\fcharset0 Times New Roman;}}"
    + "\n"
    + rf"{{\stylesheet{_STYLES}}}"
    + r"{\*\listtable{\list\listtemplateid1"
    + _LEVELS
    + r"\listid7}}{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}"
    + r"{\*\revtbl{Unknown;}{"
    + rtf("张三")
    + ";}}"
    + rf"{{\header\pard\plain {rtf('某某镇（页眉）')}\par}}"
    + rf"{{\footer\pard\plain {rtf('第')}\chpgn {rtf('页')}\par}}"
    + "\n"
    + _paragraph(rtf("临水镇2024年度法治政府建设年度报告"))
    + r"\pard\plain\s4 {\field{\*\fldinst TOC \\o \"1-3\"}{\fldrslt "
    + rtf("主要举措")
    + r"\tab 1\par "
    + rtf("存在问题")
    + r"\tab 2}}\par"
    + "\n"
    + _heading(1, "一、", "主要举措和成效")
    + _heading(2, "（一）", "依法决策")
    + _paragraph(
        rtf("召开会议")
        + rf"{{\revised\revauth1 {rtf('六')}}}{{\deleted\revauthdel1 {rtf('三')}}}"
        + rtf("次，")
        + rf"{{\v {rtf('此句隐藏。')}}}"
        + rtf("审查文件8件")
        + rf"{{\super\chftn{{\footnote\pard\plain\s0\chftn {rtf('截至2024年12月31日。')}}}}}"
        + rtf("。")
    )
    + _heading(3, "1.", "细化清单")
    + _heading(3, "2.", "压实责任")
    + _paragraph(
        rtf("详见")
        + r"{\field{\*\fldinst HYPERLINK " + '"https://example.invalid/"' + r"}{\fldrslt "
        + rtf("公示栏")
        + "}}"
        + rtf("；𠮷祥社区")
        + rf"{{\*\annotation\pard\plain {rtf('此处请核实')}}}"
        + rtf("参加。")
    )
    + _heading(2, "（二）", "行政执法")
    + _ROW
    + rf"{rtf('项目')}\cell {rtf('件数')}\cell\row"
    + "\n"
    + _ROW
    + rf"{rtf('行政处罚')}\cell 12\cell\row"
    + "\n"
    + _heading(1, "二、", "存在的问题")
    + _paragraph(rtf("法治培训不够。"))
    + _paragraph(rtf("临水镇人民政府"))
    + "}"
)  # fmt: skip
LINES = [
    "临水镇2024年度法治政府建设年度报告",
    "一、主要举措和成效",
    "（一）依法决策",
    "召开会议六次，审查文件8件。",
    "截至2024年12月31日。",
    "1.细化清单",
    "2.压实责任",
    "详见公示栏；𠮷祥社区参加。",
    "（二）行政执法",
    "项目\t件数",
    "行政处罚\t12",
    "二、存在的问题",
    "法治培训不够。",
    "临水镇人民政府",
]
