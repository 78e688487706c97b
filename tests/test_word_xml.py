"""Word documents in one XML file: Word 2003 XML and the flat form of docx."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import Document
from auditor.errors import UnreadableError
from auditor.readers import read_bytes
from auditor.vocabulary import BlockKind
from tests.docx_files import (
    NAMESPACES,
    abstract,
    document,
    lvl,
    num,
    numbered,
    p,
    r,
    relation,
    relation_part,
    row,
    table,
)

WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'


def word2003(body: str, *, lists: str = "", styles: str = "", head: str = HEAD) -> str:
    return (
        f'{head}<w:wordDocument xmlns:w="{WORD_2003}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xml:space="preserve">'
        f"<w:lists>{lists}</w:lists><w:styles>{styles}</w:styles>"
        f"<w:body><wx:sect>{body}<w:sectPr><w:hdr>{p('页眉')}</w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>"
    )


def item(text: str, list_id: int, depth: int = 0) -> str:
    return p(text, f'<w:listPr><w:ilvl w:val="{depth}"/><w:ilfo w:val="{list_id}"/></w:listPr>')


def level(depth: int, text: str, code: int) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:nfc w:val="{code}"/><w:lvlText w:val="{text}"/></w:lvl>'


def marked(kind: str, inner: str = "") -> str:
    return f'<aml:annotation w:type="Word.{kind}"><aml:content>{inner}</aml:content></aml:annotation>'


LISTS = (
    f'<w:listDef w:listDefId="0">{level(0, "%1、", 39)}{level(1, "（%2）", 11)}</w:listDef>'
    '<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list>'
    '<w:list w:ilfo="2"><w:ilst w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:list>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:listPr><w:ilfo w:val="1"/></w:listPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="character" w:styleId="hide"><w:name w:val="隐"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def opened(text: str | bytes) -> Document:
    return read_bytes(text.encode() if isinstance(text, str) else text, "报告.doc")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(item("甲", 1) + item("乙", 1, 1) + item("丙", 1), ["一、甲", "（一）乙", "二、丙"], id="automatic numbers"),
        pytest.param(item("甲", 1) + item("乙", 2), ["一、甲", "一、乙"], id="a restart"),
        pytest.param(p("甲", '<w:pStyle w:val="1"/>'), ["一、甲"], id="numbers by the style"),
        pytest.param(p(r("甲") + marked("Insertion", r("增")) + marked("Deletion", r("删"))), ["甲增"], id="insertions stay, deletions go"),
        pytest.param(p("甲", "<w:rPr>" + marked("Deletion") + "</w:rPr>") + p("乙"), ["甲乙"], id="a deleted paragraph mark"),
        pytest.param(p(r("甲") + "<w:r>" + marked("Comment", p("批注")) + "</w:r>"), ["甲"], id="comments"),
        pytest.param(p(r("甲") + marked("Bookmark.Start", "") + r("乙")), ["甲乙"], id="bookmarks"),
        pytest.param(p(r("隐", '<w:rStyle w:val="hide"/>') + r("显")), ["显"], id="hidden text"),
        pytest.param(p("<w:r><w:t> 甲 </w:t></w:r>" + r("乙")), [" 甲 乙"], id="blanks kept as the root demands"),
        pytest.param(table(row("甲", "乙")), ["甲\t乙"], id="tables"),
        pytest.param(table('<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr>' + p("并") + "</w:tc><w:tc>" + p("1") + "</w:tc></w:tr>", "<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr>" + p("") + "</w:tc><w:tc>" + p("2") + "</w:tc></w:tr>"), ["并\t1", "\t2"], id="cells merged down"),
        pytest.param(p("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p("框") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"), ["框"], id="text boxes"),
        pytest.param("<wx:sub-section>" + p("节") + "</wx:sub-section>", ["节"], id="sections in sections"),
    ],
)  # fmt: skip
def test_word_2003_xml_reads_as_docx(body: str, expected: list[str]) -> None:
    assert opened(word2003(body, lists=LISTS, styles=STYLES)).text.split("\n") == expected


def test_notes_of_word_2003_follow_their_paragraph() -> None:
    note = f"<w:r><w:footnote>{p('脚注')}</w:footnote></w:r>"
    document = opened(
        word2003(p(r("甲") + note + r("乙")) + p(r("丙") + note.replace("footnote", "endnote")))
    )
    assert document.text.split("\n") == ["甲乙", "脚注", "丙", "脚注"]
    assert [block.kind for block in document.blocks][1::2] == [BlockKind.NOTE] * 2


def test_revisions_of_word_2003_are_told() -> None:
    document = opened(word2003(p(r("甲") + marked("Deletion", r("删")))))
    assert document.warnings == ("含修订痕迹，已按接受全部修订处理。",)


def test_word_2003_xml_may_come_in_utf16() -> None:
    text = word2003(p("甲"), head='<?xml version="1.0" encoding="UTF-16"?>')
    assert opened(text.encode("utf-16")).text == "甲"


def flat(*parts: tuple[str, str]) -> str:
    wrapped = "".join(f'<pkg:part pkg:name="{name}">{content}</pkg:part>' for name, content in parts)
    return f'{HEAD}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{wrapped}</pkg:package>'


def xml(content: str) -> str:
    return f"<pkg:xmlData>{content}</pkg:xmlData>"


NUMBERING = (
    f"<w:numbering {NAMESPACES}>{abstract(0, lvl(0, '%1、', 'chineseCounting'))}{num(1, 0)}</w:numbering>"
)


def test_flat_docx_reads_as_docx() -> None:
    relations = relation_part(
        relation("n", "numbering", "numbering.xml") + relation("c", "aFChunk", "/word/c.txt")
    )
    document_part = document(numbered("甲", 1) + '<w:altChunk r:id="c"/>')
    found = opened(
        flat(
            ("/_rels/.rels", xml(relation_part(relation("r", "officeDocument", "word/main.xml")))),
            ("/word/main.xml", xml(document_part)),
            ("/word/_rels/main.xml.rels", xml(relations)),
            ("/word/numbering.xml", xml(NUMBERING)),
            ("/word/c.txt", f"<pkg:binaryData>{base64.b64encode('附文'.encode()).decode()}</pkg:binaryData>"),
        )
    )
    assert found.text.split("\n") == ["一、甲", "附文"]


DAMAGED = "“报告.doc”（Word {}）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(word2003(p("甲"))[:-20], DAMAGED.format("XML 文档"), id="cut off"),
        pytest.param(flat(), DAMAGED.format("文档（docx）"), id="a flat docx without a document"),
        pytest.param(flat(("/word/document.xml", "<pkg:binaryData>*</pkg:binaryData>")), DAMAGED.format("文档（docx）"), id="a part that is no base64"),
        pytest.param(word2003("<w:p/>" * 1_100_000), "“报告.doc”（Word XML 文档）里面的标记超过 100 万个，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。", id="a million empty paragraphs"),
        pytest.param(word2003(""), "“报告.doc”里没有文字，没有可核查的内容。请打开原文件确认后重新报送。", id="no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_one_clear_sentence(data: str, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        opened(data)
    assert str(caught.value) == message


def test_pictures_without_text_are_not_scored() -> None:
    picture = p('<w:r><w:pict><w:binData w:name="a">QUJD</w:binData><v:shape><v:imagedata src="a"/></v:shape></w:pict></w:r>')  # fmt: skip
    assert "只有图片" in str(opened(word2003(picture)).unscored)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damage_anywhere_gives_a_text_or_the_readers_own_error(data: st.DataObject) -> None:
    whole = bytearray(word2003(item("甲", 1) + p(marked("Deletion", r("删"))), lists=LISTS).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(200, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    try:
        text = opened(bytes(whole)).text
    except UnreadableError as error:
        assert str(error).endswith("。")
    else:
        assert text.strip()
