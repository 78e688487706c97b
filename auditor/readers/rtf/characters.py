"""Bytes of RTF text as characters: every font has a code page of its own."""

# Code pages by the number of a font's character set.
_OF_CHARSET = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5hkscs",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
_SYMBOLS = 2
_CHINESE_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949"}
_UTF_8 = 65001
_OF_TWO_BYTES = frozenset({"gb18030", "big5hkscs", "cp932", "cp949", "johab"})
_ANSI = "cp1252"


def code_page(number: int) -> str | None:
    """Return the codec of a code page, None for one that is not in use for text."""
    if number in _CHINESE_PAGES:
        return _CHINESE_PAGES[number]
    if number == _UTF_8:
        return "utf-8"
    return f"cp{number}" if 1250 <= number <= 1258 or number in (437, 850, 852, 866, 874) else None


class Fonts:
    """The code pages of the fonts and of the document."""

    def __init__(self) -> None:
        self.document = _ANSI
        self.default = 0
        self._of_font: dict[int, str] = {}
        self._symbols: set[int] = set()

    def set_charset(self, font: int, charset: int) -> None:
        """Take over what the font table says of a font."""
        if charset == _SYMBOLS:
            self._symbols.add(font)
        elif charset in _OF_CHARSET:
            self._of_font[font] = _OF_CHARSET[charset]

    def set_code_page(self, font: int, number: int) -> None:
        """Take over the code page that the font table states by its number."""
        page = code_page(number)
        if page:
            self._of_font[font] = page

    def decoded(self, data: bytes, font: int, eastern_font: int | None) -> str:
        """Return bytes set in ``font``, or in ``eastern_font`` where that is meant, as text.

        Signs of symbol fonts are pictures, not words, and are left out.
        """
        if data.isascii():
            return "" if font in self._symbols else data.decode("ascii")
        own = self._of_font.get(font, self.document)
        eastern = self._of_font.get(eastern_font, own) if eastern_font is not None else own
        # Writers set Chinese in fonts that they declare as Western; bytes that make sense as Chinese are.
        for page in dict.fromkeys((own, eastern, self.document)):
            if page in _OF_TWO_BYTES:
                try:
                    return data.decode(page)
                except UnicodeDecodeError:
                    continue
        return "" if font in self._symbols else data.decode(own, "replace")
