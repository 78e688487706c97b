"""Numbers as word processors print them in front of headings: 一、 （二） ③ IV.

Formats go by the names of Office Open XML (ST_NumberFormat); older formats are mapped onto these.
"""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 9999


def numeral(value: int, number_format: str) -> str:
    """Return ``value`` in a number format; a format not known counts in Arabic figures, none in nothing."""
    if number_format in ("none", "bullet"):
        return ""
    if not 0 <= value <= _MOST:
        return str(value)
    maker = _MAKERS.get(number_format)
    return maker(value) if maker else str(value)


def _chinese(value: int) -> str:
    return _counted(value, "零" + _DIGITS[1:], "十百千", short_ten=True)


def _legal(value: int) -> str:
    return _counted(value, _LEGAL_DIGITS, "拾佰仟", short_ten=False)


def _counted(value: int, digits: str, units: str, *, short_ten: bool) -> str:
    if value == 0:
        return digits[0]
    text = ""
    for place, figure in enumerate(reversed(str(value))):
        number = int(figure)
        if number:
            text = digits[number] + (units[place - 1] if place else "") + text
        elif text and not text.startswith(digits[0]):
            text = digits[0] + text
    one_ten = digits[1] + units[0]
    return text[1:] if short_ten and 10 <= value < 20 and text.startswith(one_ten) else text


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(value))


def _circled(value: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= value <= last:
            return chr(start + value - first)
    return str(value)


def _bracketed(value: int) -> str:
    return chr(0x2474 + value - 1) if 1 <= value <= 20 else f"({value})"


def _with_full_stop(value: int) -> str:
    return chr(0x2488 + value - 1) if 1 <= value <= 20 else f"{value}."


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _letter(value: int) -> str:
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else ""


class _Row:
    """Counts along a row of signs and falls back on figures behind its end."""

    def __init__(self, row: str) -> None:
        self._row = row

    def __call__(self, value: int) -> str:
        return self._row[value - 1] if 1 <= value <= len(self._row) else str(value)


_MAKERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "koreanCounting": _chinese,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "ideographDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "japaneseLegal": _legal,
    "ideographTraditional": _Row(_STEMS),
    "ideographZodiac": _Row(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographEnclosedCircle": lambda value: chr(0x3280 + value - 1) if 1 <= value <= 10 else _chinese(value),
    "decimalEnclosedParen": _bracketed,
    "decimalEnclosedFullstop": _with_full_stop,
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
}
