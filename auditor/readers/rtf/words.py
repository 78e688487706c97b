"""The control words of RTF that decide what the words of a report are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from auditor.readers.field_codes import drawn_by, is_listing
from auditor.readers.rtf.characters import code_page
from auditor.readers.rtf.state import Field, Target
from auditor.readers.rtf.story import Story
from auditor.vocabulary import BlockKind

if TYPE_CHECKING:
    from auditor.readers.rtf.interpreter import Interpreter

Word: TypeAlias = Callable[["Interpreter", int | None], None]

# Groups whose text is none of the report's. Those that \* marks are skipped too, but for a few.
SKIPPED = frozenset(
    "aftncn aftnsep aftnsepc annotation colortbl comment filetbl footer footerf footerl footerr ftncn ftnsep "
    "ftnsepc header headerf headerl headerr info listoverridetable listtable nonesttables nonshppict objdata "
    "pict private revtbl rsidtbl rxe shprslt sp tc txe xe".split()
)
STARRED_BUT_READ = frozenset("do fldinst footnote nesttableprops shpinst".split())
WRITTEN = {
    "tab": " ", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
_CODE_UNITS = 0x10000
_LAST_CHARACTER = 0x10FFFF
_BODY_LEVEL = 9


def _unicode(reader: Interpreter, number: int | None) -> None:
    code = number or 0
    # Writers count in signed 16 bits.
    code += _CODE_UNITS if code < 0 else 0
    if 0 < code <= _LAST_CHARACTER:
        reader.write(chr(code))
    reader.to_skip = reader.state.fallback


def _fallback(reader: Interpreter, number: int | None) -> None:
    reader.state.fallback = max(number or 0, 0)


def _end_paragraph(reader: Interpreter, _number: int | None) -> None:
    state = reader.state
    # A deleted or hidden end joins its paragraph with the next one.
    if state.target is Target.STORY and state.is_seen:
        state.story.end_paragraph(state.depth, reader.style_name, state.outline_level)


def _end_cell(reader: Interpreter, _number: int | None) -> None:
    if reader.state.target is Target.STORY:
        reader.state.story.end_cell(1, reader.style_name, reader.state.outline_level)


def _end_inner_cell(reader: Interpreter, _number: int | None) -> None:
    state = reader.state
    if state.target is Target.STORY:
        state.story.end_cell(max(state.depth, 2), reader.style_name, state.outline_level)


def _end_row(reader: Interpreter, _number: int | None) -> None:
    if reader.state.target is Target.STORY:
        reader.state.story.end_row(1)


def _end_inner_row(reader: Interpreter, _number: int | None) -> None:
    if reader.state.target is Target.STORY:
        reader.state.story.end_row(max(reader.state.depth, 2))


def _plain_paragraph(reader: Interpreter, _number: int | None) -> None:
    state = reader.state
    state.in_table, state.tables, state.style, state.outline_level = False, 0, 0, None


def _plain_characters(reader: Interpreter, _number: int | None) -> None:
    state = reader.state
    state.is_hidden = state.is_deleted = False
    state.font, state.eastern_font, state.script = reader.fonts.default, None, ""


def _in_table(reader: Interpreter, _number: int | None) -> None:
    reader.state.in_table = True


def _tables(reader: Interpreter, number: int | None) -> None:
    reader.state.tables = number or 0
    reader.state.in_table = reader.state.in_table or bool(number)


def _style(reader: Interpreter, number: int | None) -> None:
    reader.state.style = number or 0


def _outline_level(reader: Interpreter, number: int | None) -> None:
    level = number or 0
    reader.state.outline_level = level + 1 if 0 <= level < _BODY_LEVEL else None


def _hidden(reader: Interpreter, number: int | None) -> None:
    reader.state.is_hidden = number != 0


def _deleted(reader: Interpreter, number: int | None) -> None:
    reader.state.is_deleted = number != 0
    reader.revised = reader.revised or number != 0


def _inserted(reader: Interpreter, number: int | None) -> None:
    reader.revised = reader.revised or number != 0


def _font(reader: Interpreter, number: int | None) -> None:
    reader.state.font = number or 0
    _associated_font(reader, number)


def _associated_font(reader: Interpreter, number: int | None) -> None:
    if reader.state.script == "dbch":
        reader.state.eastern_font = number


def _default_font(reader: Interpreter, number: int | None) -> None:
    reader.fonts.default = reader.state.font = number or 0


def _charset(reader: Interpreter, number: int | None) -> None:
    if reader.state.target is Target.FONTS:
        reader.fonts.set_charset(reader.state.font, number or 0)


def _font_page(reader: Interpreter, number: int | None) -> None:
    if reader.state.target is Target.FONTS:
        reader.fonts.set_code_page(reader.state.font, number or 0)


def _document_page(reader: Interpreter, number: int | None) -> None:
    reader.fonts.document = code_page(number or 0) or reader.fonts.document


def _script(script: str) -> Word:
    def name(reader: Interpreter, _number: int | None) -> None:
        reader.state.script = script

    return name


def _page(codec: str) -> Word:
    def name(reader: Interpreter, _number: int | None) -> None:
        reader.fonts.document = codec

    return name


def _group(target: Target) -> Word:
    def aim(reader: Interpreter, _number: int | None) -> None:
        if reader.state.target is Target.STORY:
            reader.state.target = target

    return aim


def _field(reader: Interpreter, _number: int | None) -> None:
    reader.state.field = Field()


def _instruction(reader: Interpreter, _number: int | None) -> None:
    field = reader.state.field = reader.state.field or Field()

    def finish() -> None:
        instruction = "".join(field.instruction)
        drawn = drawn_by(instruction)
        field.has_words = not drawn and not is_listing(instruction)
        if drawn:
            reader.write(drawn)

    reader.state.target = Target.INSTRUCTION
    reader.state.at_end = finish


def _result(reader: Interpreter, _number: int | None) -> None:
    field = reader.state.field
    if field is not None and not field.has_words:
        reader.state.target = Target.NOWHERE


def _note(reader: Interpreter, _number: int | None) -> None:
    outer = reader.state.story

    def finish(story: Story) -> None:
        outer.add_notes([replace(piece, kind=BlockKind.NOTE) for piece in story.finish()])

    _open_story(reader, finish)


def _text_box(reader: Interpreter, _number: int | None) -> None:
    outer = reader.state.story

    def finish(story: Story) -> None:
        outer.add_boxes([replace(piece, kind=BlockKind.TEXT_BOX) for piece in story.finish()])

    _open_story(reader, finish)


def _open_story(reader: Interpreter, finish: Callable[[Story], None]) -> None:
    state = reader.state
    if not state.is_seen:
        state.target = Target.NOWHERE
        return
    story = state.story = Story()
    state.target = Target.STORY
    _plain_paragraph(reader, None)
    state.at_end = lambda: finish(story)


WORDS: dict[str, Word] = {
    "u": _unicode, "uc": _fallback,
    "par": _end_paragraph, "sect": _end_paragraph, "cell": _end_cell, "nestcell": _end_inner_cell,
    "row": _end_row, "nestrow": _end_inner_row,
    "pard": _plain_paragraph, "intbl": _in_table, "itap": _tables, "s": _style,
    "outlinelevel": _outline_level,
    "plain": _plain_characters, "v": _hidden, "deleted": _deleted, "revised": _inserted,
    "f": _font, "af": _associated_font, "deff": _default_font,
    "loch": _script("loch"), "hich": _script("hich"), "dbch": _script("dbch"),
    "fonttbl": _group(Target.FONTS), "fcharset": _charset, "cpg": _font_page,
    "ansicpg": _document_page, "mac": _page("mac_roman"), "pc": _page("cp437"), "pca": _page("cp850"),
    "stylesheet": _group(Target.STYLES), "listtext": _group(Target.LABEL), "pntext": _group(Target.LABEL),
    "field": _field, "fldinst": _instruction, "fldrslt": _result,
    "footnote": _note, "shptxt": _text_box, "dptxbxtext": _text_box,
}  # fmt: skip
