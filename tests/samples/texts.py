"""Plain text as editors, mail programs and old systems save it."""

from tests.samples.report import Report

_RARE = "㵘镇𠮷村、䶮县\n"


def in_encoding(report: Report, encoding: str) -> bytes:
    return report.text.encode(encoding)


def with_bom_and_crlf(report: Report) -> bytes:
    return ("\ufeff" + report.text.replace("\n", "\r\n")).encode()


def with_rare_characters(report: Report) -> bytes:
    return (_RARE + report.text).encode("gb18030")


def rare_truth(report: Report) -> tuple[str, ...]:
    return (_RARE.strip(), *report.lines)


def with_stray_bytes(report: Report) -> bytes:
    """GBK with three bytes of noise between two lines."""
    data = report.text.encode("gb18030")
    cut = data.index(b"\n", len(data) // 2) + 1
    return data[:cut] + b"\xff\xfe\xff\n" + data[cut:]


def with_odd_line_ends(report: Report) -> bytes:
    """U+2028 and vertical tabs among the line ends."""
    return report.text.replace("\n", "\u2028", 5).replace("\n", "\x0b", 3).encode()


def with_odd_characters(report: Report) -> bytes:
    """Full-width figures, a radical (U+2F00) instead of a character, invisible characters inside words."""
    changes = {"2": "２", "0": "０", "一": "⼀", "工作": "工\u200b作", "法治": "法\u00ad治"}
    text = report.text
    for old, new in changes.items():
        text = text.replace(old, new)
    return text.encode()


def hard_wrapped(report: Report, width: int = 35) -> bytes:
    """Broken at every 35th character, indented by two full-width blanks, as pasted from a PDF."""
    lines = []
    for block in report.blocks:
        text = block.text if block.kind in ("title", "meta") else "\u3000\u3000" + block.text
        lines += [text[at : at + width] for at in range(0, len(text), width)]
    return "\n".join(lines).encode()
