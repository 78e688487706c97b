"""The report as it was handed in, with comments: what they say, where they stand, and that nothing else differs."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from auditor import Audit, audit, load_rules
from auditor.errors import AuditorError, UnreadableError
from auditor.models import Evidence, Finding, LookAlike
from auditor.papers.reviewed import can_be_reviewed, reviewed
from auditor.readers import read_bytes
from auditor.vocabulary import Gate, Role, Status, Why
from tests.docx_files import (
    NAMESPACES,
    abstract,
    cell,
    document,
    lvl,
    num,
    numbered,
    p,
    packed,
    r,
    relation,
    row,
    table,
    text_box,
)  # fmt: skip
from tests.docx_files import (
    docx as docx_file,
)
from tests.samples.builds import numbered_docx, strict_docx, styled_docx, tricky_docx
from tests.samples.own_reports import department
from tests.test_cli import _run as auditor

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
TITLE = "临水镇2024年度法治政府建设年度报告"
PLAN = "下一步推行行政执法三项制度。"


def audited(data: bytes, *quotes: str) -> Audit:
    """Return an audit with a finding for each quote, which is a look-alike of it."""
    text = read_bytes(data, "报告.docx").text
    places = [(text.index(quote), quote) for quote in quotes]
    return replace(
        audit(read_bytes(data, "报告.docx"), load_rules()),
        title=TITLE,
        findings=tuple(
            finding(f"第{number}项", look_alikes=(look_alike(quote, start),))
            for number, (start, quote) in enumerate(places, 1)
        ),
    )


def look_alike(quote: str, start: int) -> LookAlike:
    return LookAlike(quote=quote, start=start, end=start + len(quote), role=Role.NEXT_YEAR, why=Why.PLANNED)


def evidence(quote: str, start: int) -> Evidence:
    end = start + len(quote)
    return Evidence(quote=quote, start=start, end=end, role=Role.MEASURES, match="exact", similarity=1.0)


def finding(title: str, **others: Any) -> Finding:
    known: dict[str, Any] = {
        "id": f"own.{title}", "title": title, "status": Status.MISSING, "weight": 3, "points": 10.0, "required": True,
        "reason": "有相近文字", "advice": "写明公示了多少条。", "sources": ("纲要第一项", "规定第二条"),
    }  # fmt: skip
    return Finding(**known | others)


def report(*body: str, **others: Any) -> bytes:
    return docx_file(p(TITLE) + "".join(body), **others)


def comments(data: bytes) -> list[tuple[str, str]]:
    """Return the words that each comment is about, with what it says."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        root = etree.fromstring(container.read("word/document.xml"))
        said = etree.fromstring(container.read("word/comments.xml"))
    shown = {each.get(f"{W}id"): "\n".join("".join(line.itertext()) for line in each) for each in said}
    marked: dict[str, str] = {}
    under_way: set[str] = set()
    referred = []
    for element in root.iter():
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            under_way.add(number)
            marked[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            under_way.remove(number)
        elif element.tag == f"{W}commentReference":
            referred.append(number)
        elif element.tag == f"{W}t":
            for each in under_way:
                marked[each] += element.text or ""
    assert not under_way and sorted(marked) == sorted(shown) == sorted(referred)
    return [(marked[number], words) for number, words in shown.items()]


def about(data: bytes, *quotes: str) -> list[str]:
    """Return the words that the comments on some quotes are about, in the order of the quotes."""
    return [words for words, _ in comments(reviewed(data, audited(data, *quotes)))[1:]]


# --- where they stand ---


@pytest.mark.parametrize(
    "runs",
    [
        r(f"前面一句。{PLAN}后面一句。"),
        r("前面一句。") + r(PLAN, "<w:b/>") + r("后面一句。"),
        r("前面一句。下一步") + r("推行行政执法", "<w:b/>") + r("三项制度。后面一句。"),
        r("前面一句。下一步") + "<w:r><w:t>推行</w:t><w:t>行政执法三项制度。后面</w:t></w:r>" + r("一句。"),
        "<w:r><w:tab/><w:t>前面一句。下一步推行行政执法三项制度。</w:t><w:br/><w:t>后面一句。</w:t></w:r>",
        r("前面一句。") + '<w:bookmarkStart w:id="7"/>' + r(PLAN) + '<w:bookmarkEnd w:id="7"/>',
    ],
    ids=["in a run", "a run", "over runs", "several texts in a run", "among tabs and breaks", "bookmarked"],
)
def test_a_comment_stands_at_the_very_words(runs: str) -> None:
    data = report(p(runs))
    assert about(data, PLAN) == [PLAN]
    assert read_bytes(reviewed(data, audited(data, PLAN)), "x").text == read_bytes(data, "x").text


@pytest.mark.parametrize(
    ("body", "quote", "words"),
    [
        (p(r("推行") + f'<w:hyperlink r:id="x">{r("三项制度及其他")}</w:hyperlink>'), "推行三项", "推行三项制度及其他"),
        (p(f'<w:ins w:id="1" w:author="a">{r("推行三项制度")}</w:ins>'), "三项", "推行三项制度"),
        (p(f'{r("推行")}<w:del w:id="1" w:author="a"><w:r><w:delText>两项</w:delText></w:r></w:del>{r("三项制度")}'), "推行三项", "推行三项"),
        (p(r("前一段。")) + p(r("后一段。")), "前一段。\n后一段。", "前一段。后一段。"),
        (p("", "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>") + p("推行三项"), "推行三项", "推行三项"),
        (p("推行", "<w:rPr><w:del w:id='1' w:author='a'/></w:rPr>") + p("三项制度"), "推行三项", "推行三项制度"),
        (table(row("甲", cell(p("推行三项制度"))) + row("乙", "丙")), "三项", "三项"),
        (table(row("推行", "三项")), "推行\t三项", "推行三项"),
        (f"<w:sdt><w:sdtContent>{p('推行三项制度')}</w:sdtContent></w:sdt>", "三项", "三项"),
    ],
    ids=[
        "a link stays whole", "an insertion stays whole", "over a deletion", "two paragraphs", "after a deleted mark",
        "over a deleted mark", "in a cell", "a row", "in a control",
    ],
)  # fmt: skip
def test_where_runs_cannot_be_cut_the_comment_stands_around(body: str, quote: str, words: str) -> None:
    assert about(report(body), quote) == [words]


def test_a_number_that_word_counts_has_no_words_to_stand_at() -> None:
    levels = abstract(1, lvl(0, "%1、", "chineseCounting"))
    data = report(numbered("推行三项制度。", 1), numbering=levels + num(1, 1))
    assert about(data, "一、推行三项制度。") == ["推行三项制度。"]


def test_a_text_box_bears_no_comments_its_paragraph_does() -> None:
    data = report(p(r("正文。") + text_box(p("框里推行三项制度。"))))
    (words, *_) = about(data, "三项制度")
    assert words.startswith("正文。")
    root = etree.fromstring(
        zipfile.ZipFile(io.BytesIO(reviewed(data, audited(data, "三项制度")))).read("word/document.xml")
    )
    assert not root.xpath("//*[local-name()='txbxContent']//*[starts-with(local-name(), 'comment')]")


def test_what_stands_in_a_note_is_told_at_the_title() -> None:
    note = f'<w:footnote w:id="2">{p("脚注说推行三项制度。")}</w:footnote>'
    data = report(p(r("正文。") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=note)
    assert about(data, "三项制度") == [TITLE]


def test_several_findings_may_speak_of_the_same_words() -> None:
    data = report(p(f"前面。{PLAN}后面。"))
    assert about(data, PLAN, PLAN, "行政执法三项", f"前面。{PLAN}") == [
        PLAN,
        PLAN,
        "行政执法三项",
        f"前面。{PLAN}",
    ]


# --- what they say ---


def test_a_comment_says_item_reason_advice_and_source() -> None:
    data = report(p(f"推行了。{PLAN}"))
    one = audited(data, PLAN)
    text = read_bytes(data, "x").text
    partial = finding(
        "部分项", status=Status.PARTIAL, weight=2, points=20.0, reason="2 项要点报告了 1 项",
        evidence=(evidence("推行了。", text.index("推行了。")),),
    )  # fmt: skip
    both = replace(one, findings=(*one.findings, partial, finding("达到", status=Status.MET)))
    (_, first), (_, second) = comments(reviewed(data, both))[1:]
    assert first.split("\n") == [
        "部分项（重要，部分报告）", "2 项要点报告了 1 项。", "修改意见：写明公示了多少条。", "依据：纲要第一项；规定第二条",
    ]  # fmt: skip
    assert second.split("\n")[:2] == [
        "第1项（关键，未报告）",
        "这一处是今后的打算，不是已经做的，不能算作已报告。",
    ]


def test_what_has_no_place_is_told_in_one_comment_at_the_title() -> None:
    data = report(p("正文。"))
    found = (
        finding("甲项", reason="全文没有提到"),
        finding("乙项", weight=1, points=3.0, reason="没有这一部分"),
        finding("丙项", weight=0, points=0.0),
    )
    ((words, said),) = comments(
        reviewed(
            data, replace(audited(data), findings=found, unscored_reason=None, gap=26.2, gate=Gate.RETURN)
        )
    )
    assert words == TITLE
    assert said.split("\n") == [
        "核查结论：退回", "差距分 26.2（满分差距 100，0 为没有差距）。", "以下 2 项在文中没有找到可以批注的地方：",
        "1. 甲项（关键，未报告）：全文没有提到。修改意见：写明公示了多少条。 依据：纲要第一项；规定第二条",
        "2. 乙项（一般，未报告）：没有这一部分。修改意见：写明公示了多少条。 依据：纲要第一项；规定第二条",
        "没有提到，只供参考、不计分：丙项。",
    ]  # fmt: skip


def test_a_quote_that_is_not_in_the_text_never_stands_at_other_words() -> None:
    data = report(p("正文一段。"))
    moved = finding("甲项", look_alikes=(look_alike("别的文字", 20),))
    ((_, _), (words, _)) = comments(reviewed(data, replace(audited(data), findings=(moved,))))
    assert words == TITLE


def test_comments_name_the_program_and_bear_no_date() -> None:
    data = report(p(PLAN))
    for each in docx.Document(io.BytesIO(reviewed(data, audited(data, PLAN)))).comments:
        assert (each.author, each.initials, each.timestamp) == ("auditor 核查", "核", None)


# --- that nothing else differs ---


def test_all_other_parts_are_untouched() -> None:
    data = styled_docx(department())
    before, after = (
        _parts(each) for each in (data, reviewed(data, audit(read_bytes(data, "x"), load_rules())))
    )
    differ = {name for name in after if after[name] != before.get(name)}
    assert differ == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    assert set(before) - set(after) == set()


def test_comments_of_people_stay_and_get_no_new_relation() -> None:
    theirs = (
        f'<w:comments {NAMESPACES}><w:comment w:id="5" w:author="张三">{p("请核对")}</w:comment></w:comments>'
    )
    body = p(
        f'<w:commentRangeStart w:id="5"/>{r(PLAN)}<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
    )
    data = report(
        body, relations=relation("c", "comments", "comments.xml"), parts={"word/comments.xml": theirs}
    )
    after = reviewed(data, audited(data, PLAN))
    assert [said.split("\n")[0] for _, said in comments(after)] == [
        "请核对",
        "核查结论：退回",
        "第1项（关键，未报告）",
    ]
    assert [words for words, _ in comments(after)] == [PLAN, TITLE, PLAN]
    assert _parts(after)["word/_rels/document.xml.rels"] == _parts(data)["word/_rels/document.xml.rels"]


def test_a_part_of_that_name_that_nothing_leads_to_is_not_written_over() -> None:
    data = report(p(PLAN), parts={"word/comments.xml": "<x/>"})
    parts = _parts(reviewed(data, audited(data, PLAN)))
    assert parts["word/comments.xml"] == b"<x/>"
    assert "第1项" in parts["word/comments-auditor.xml"].decode()


def test_a_document_without_relations_gets_them() -> None:
    parts = {
        name: content for name, content in _parts(report(p(PLAN))).items() if "document.xml.rels" not in name
    }
    data = packed(dict(parts))
    assert len(list(docx.Document(io.BytesIO(reviewed(data, audited(data, PLAN)))).comments)) == 2


def test_strict_documents_stay_strict() -> None:
    data = strict_docx(department())
    after = reviewed(data, audit(read_bytes(data, "x"), load_rules()))
    assert read_bytes(after, "x").text == read_bytes(data, "x").text
    parts = _parts(after)
    for name in ("word/document.xml", "word/comments.xml"):
        assert etree.fromstring(parts[name]).tag.startswith(STRICT_W)
        assert b"openxmlformats.org/wordprocessingml" not in parts[name]
    assert (
        b'"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"'
        in parts["word/_rels/document.xml.rels"]
    )


@pytest.mark.parametrize("make", [styled_docx, numbered_docx, tricky_docx, strict_docx])
def test_whatever_the_report_the_reviewed_copy_reads_the_same(make: Any) -> None:
    data = make(department())
    document = read_bytes(data, "x")
    after = reviewed(data, audit(document, load_rules()))
    assert read_bytes(after, "x").text == document.text
    if make is not strict_docx:  # python-docx reads none
        assert list(docx.Document(io.BytesIO(after)).comments)


# --- whatever a report holds ---


@pytest.mark.parametrize(
    "text", ["&lt;script&gt;alert(1)&lt;/script&gt;", "=cmd()|x", "{{单位}}", "a&#x202E;b", "长" * 100_000]
)
def test_hostile_text_shows_as_text(text: str) -> None:
    data = report(p(r(f"{text}。")))
    plain = read_bytes(data, "x").text.split("\n")[1]
    one = audited(data, plain)
    named = replace(one, findings=(replace(one.findings[0], title="<b>\x00\ud800=x\u202e"),))
    (_, said) = comments(reviewed(data, named))[1]
    assert said.startswith("<b>=x（关键，未报告）")
    assert read_bytes(reviewed(data, named), "x").text == read_bytes(data, "x").text


def test_a_file_that_changed_since_it_was_audited_is_refused() -> None:
    data = report(p(PLAN))
    with pytest.raises(AuditorError, match="在核查以后改动过"):
        reviewed(report(p(PLAN), p("又一段")), audited(data, PLAN))


def test_a_file_that_declares_entities_is_refused() -> None:
    declared = '<!DOCTYPE d [<!ENTITY a "lol">]>' + document(p(f"{TITLE}&a;") + p(PLAN))
    data = docx_file("", whole=declared)
    with pytest.raises(UnreadableError, match="打不开"):
        reviewed(data, audited(data, PLAN))


def test_the_same_report_gives_the_same_bytes() -> None:
    data = report(p(PLAN))
    assert reviewed(data, audited(data, PLAN)) == reviewed(data, audited(data, PLAN))


# --- the commands ---


def test_check_writes_comments_for_word_files_also_in_archives(tmp_path: Path) -> None:
    data = styled_docx(department())
    (tmp_path / "甲.docx").write_bytes(data)
    (tmp_path / "丙.txt").write_text(read_bytes(data, "x").text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "全县.zip", "w") as container:
        container.writestr("乙.docx", data)
    done = auditor("check", *sorted(tmp_path.iterdir()), "--format", "comments", "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    written = sorted(path.name for path in tmp_path.iterdir() if "批注" in path.name)
    assert written == ["全县.zip!_乙.批注.docx", "甲.批注.docx"]
    assert "丙.txt”不是 .docx 文件，写不了批注。" in done.stderr
    assert (tmp_path / "甲.docx").read_bytes() == data
    assert can_be_reviewed((tmp_path / "甲.批注.docx").read_bytes())


def test_a_batch_writes_letter_and_comments_beside_the_page_and_leaves_them_alone(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "甲.docx").write_bytes(report(p(PLAN)))
    (folder / "函.yaml").write_text("发文机关: 临水县司法局\n", encoding="utf-8")
    shutil.move(folder / "函.yaml", tmp_path / "函.yaml")
    stamps = []
    for _ in range(2):
        done = auditor("batch", folder, "-o", out, "--quiet", "--settings", tmp_path / "函.yaml")
        assert done.returncode in (0, 3), done.stderr
        stamps.append({path.name: path.stat().st_mtime_ns for path in (out / "units").iterdir()})
    assert set(stamps[0]) == {"甲.html", "甲.修改意见.docx", "甲.批注.docx"}
    assert stamps[0] == stamps[1]
    assert docx.Document(str(out / "units/甲.修改意见.docx")).paragraphs[0].text == "临水县司法局"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_comments_and_letters(tmp_path: Path) -> None:
    from auditor.papers.notice import notice

    data = report(p(f"前面。{PLAN}后面。"))
    one = audited(data, PLAN)
    (tmp_path / "comments.docx").write_bytes(reviewed(data, one))
    (tmp_path / "letter.docx").write_bytes(notice(replace(one, gate=Gate.RETURN)))
    for target, name in (("fodt", "comments.docx"), ("pdf", "letter.docx")):
        office = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"]
        subprocess.run([*office, "--convert-to", target, name], cwd=tmp_path, capture_output=True, check=True)
    flat = etree.parse(tmp_path / "comments.fodt")
    said = ["".join(each.itertext()) for each in flat.iter("{*}annotation")]
    assert len(said) == 2 and "第1项（关键，未报告）" in said[1]
    assert (
        "法治政府建设年度报告修改意见的函"
        in read_bytes((tmp_path / "letter.pdf").read_bytes(), "letter.pdf").text
    )


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}
