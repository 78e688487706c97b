"""Characters of symbol fonts (w:sym) as the sign that a reader sees."""

# Code in the font's own table → sign; codes stand in the file with 0xF000 added.
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0xA1: "○", 0xA8: "□",
    0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨", 0xFB: "×", 0xFC: "√", 0xFD: "☒",
    0xFE: "☑",
} | {0x80 + number: "⓪①②③④⑤⑥⑦⑧⑨⑩"[number] for number in range(11)} | {
    0x8B + number: "⓿❶❷❸❹❺❻❼❽❾❿"[number] for number in range(11)
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x9F: "•", 0xA3: "□"} | {
    0x69 + number: "⓪①②③④⑤⑥⑦⑧⑨⑩"[number] for number in range(11)
}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE = range(0xE000, 0xF900)
_LAST_CODE = 0xFFFF


def symbol(font: str, code: str) -> str:
    """Return the sign of a character of a symbol font, "" for one whose look is not known.

    ``code``: hexadecimal, as the file writes it.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    table = _FONTS.get(font.strip().lower())
    if table is not None:
        return table.get(number & 0xFF, "")
    return "" if number in _PRIVATE or not 0x20 <= number <= _LAST_CODE else chr(number)
