"""Follows an RTF file token by token and hands its words to the story they belong to."""

from copy import copy

from auditor.readers import limits
from auditor.readers.content import Piece
from auditor.readers.rtf.characters import Fonts
from auditor.readers.rtf.state import State, Target
from auditor.readers.rtf.story import Story
from auditor.readers.rtf.tokens import Token, tokens
from auditor.readers.rtf.words import SKIPPED, STARRED_BUT_READ, WORDS, WRITTEN

_PICTURE = "pict"
_WRITTEN_BY_SIGN = {"~": "\u00a0", "_": "-"}


class BrokenError(ValueError):
    """The file breaks off, or is nested beyond reason."""


class TooMuchError(ValueError):
    """The file has more in it than a report can have."""


class Interpreter:
    """What is known while a file is read.

    ``state``: what holds in the open group. ``styles``: names of styles by number. ``revised``: whether
    changes are marked. ``has_pictures``: whether there are pictures. ``to_skip``: how many characters still
    stand for one that has been read.
    """

    def __init__(self) -> None:
        self.fonts = Fonts()
        self.styles: dict[int, str] = {}
        self.revised = False
        self.has_pictures = False
        self.state = State(Story())
        self.to_skip = 0
        self._outer: list[State] = []
        self._bytes = bytearray()
        self._style_name: list[str] = []
        self._is_starred = False

    def run(self, data: bytes) -> list[Piece]:
        """Return paragraphs and rows; text boxes and notes follow the place they hang on.

        Raises:
            BrokenError: a group is left open, or groups are nested beyond reason.
            TooMuchError: there are more tokens than a report can have.
        """
        for count, token in enumerate(tokens(data)):
            if count >= limits.MAX_TOKENS:
                raise TooMuchError("too many tokens")
            if token.kind == "text":
                self._take_bytes(token.text)
            elif token.kind == "sign":
                self._take_sign(token.word)
            else:
                self._decode_bytes()
                self.to_skip = 0
                if token.kind == "word":
                    self._take_word(token)
                elif token.kind == "{":
                    self._open()
                else:
                    self._close()
                    if not self._outer:
                        break
        if self._outer:
            raise BrokenError("a group is left open")
        return self.state.story.finish()

    def write(self, text: str) -> None:
        """Add characters to what the open group is about."""
        state = self.state
        if state.target is Target.INSTRUCTION and state.field:
            state.field.instruction.append(text)
        elif state.target is Target.STYLES:
            self._style_name.append(text)
        elif state.is_seen and state.target is Target.STORY:
            state.story.write(text)
        elif state.is_seen and state.target is Target.LABEL:
            state.story.write_label(text)

    @property
    def style_name(self) -> str:
        """The name of the open paragraph's style."""
        return self.styles.get(self.state.style, "")

    def _open(self) -> None:
        if len(self._outer) >= limits.MAX_GROUPS:
            raise BrokenError("nested beyond reason")
        self._outer.append(self.state)
        self.state = copy(self.state)
        self.state.at_end = None
        if self.state.target is Target.STYLES:
            self._style_name = []
            self.state.style = 0
        self._is_starred = False

    def _close(self) -> None:
        inner = self.state
        if inner.target is Target.STYLES and self._style_name:
            self.styles[inner.style] = "".join(self._style_name).strip().rstrip(";")
            self._style_name = []
        if self._outer:
            self.state = self._outer.pop()
        if inner.at_end:
            inner.at_end()

    def _take_word(self, token: Token) -> None:
        is_starred, self._is_starred = self._is_starred, False
        self.has_pictures = self.has_pictures or token.word == _PICTURE
        if self.state.target is Target.NOWHERE:
            return
        if token.word in SKIPPED or (is_starred and token.word not in STARRED_BUT_READ):
            self.state.target = Target.NOWHERE
        elif token.word in WRITTEN:
            self.write(WRITTEN[token.word])
        elif token.word in WORDS:
            WORDS[token.word](self, token.number)

    def _take_sign(self, sign: str) -> None:
        if sign in "{}\\":
            self._take_bytes(sign.encode())
            return
        self._decode_bytes()
        self.to_skip = 0
        if sign == "*":
            self._is_starred = True
        elif sign in "\r\n":
            self._take_word(Token("word", "par"))
        else:
            self.write(_WRITTEN_BY_SIGN.get(sign, ""))

    def _take_bytes(self, data: bytes) -> None:
        skipped = min(self.to_skip, len(data))
        self.to_skip -= skipped
        if self.state.target is not Target.NOWHERE:
            self._bytes += data[skipped:]

    def _decode_bytes(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self.write(self.fonts.decoded(data, self.state.font, self.state.eastern_font))
