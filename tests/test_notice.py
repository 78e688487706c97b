"""The letter that sends a report back: its layout, what it asks for, the office's own settings and template."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from auditor import Audit
from auditor.errors import AuditorError
from auditor.models import Finding, LookAlike, Part, Waiver
from auditor.papers.notice import (
    Letterhead,
    Stationery,
    load_stationery,
    notice,
    sample_settings,
    shipped_docx,
)
from auditor.papers.notice.template import take_apart
from auditor.readers import read_bytes
from auditor.settings import RuleFileError
from auditor.vocabulary import Gate, Role, Status, Why
from tests.docx_files import content_types, p, packed, r, relation, row, table, text_box
from tests.docx_files import docx as docx_file
from tests.test_cli import _run as auditor

PLAN = "嚴格依法行政,堅持公正文明執法,全面推行行政執法公示制度"


def letter(audit: Audit, stationery: Stationery | None = None) -> Any:
    """Read a letter back."""
    return docx.Document(io.BytesIO(notice(audit, stationery) if stationery else notice(audit)))


def lines(document: Any) -> list[str]:
    return [each.text for each in document.paragraphs if each.text.strip()]


def finding(title: str = "公示", **others: Any) -> Finding:
    known: dict[str, Any] = {
        "id": "own.item", "title": title, "status": Status.MISSING, "weight": 3, "points": 10.0, "required": True,
        "reason": "全文没有提到", "advice": "写明公示了多少条。", "sources": ("纲要第一项",),
    }  # fmt: skip
    return Finding(**known | others)


@pytest.fixture
def returned(seed_audits: dict[str, Audit]) -> Audit:
    return seed_audits["004"]


def with_findings(audit: Audit, *findings: Finding, **others: Any) -> Audit:
    return replace(audit, findings=findings, **others)


# --- layout: GB/T 9704—2012 ---


def test_the_page_is_laid_out_by_the_standard(returned: Audit) -> None:
    section = letter(returned).sections[0]
    millimetres = {
        "width": (section.page_width, 210), "height": (section.page_height, 297), "天头": (section.top_margin, 37),
        "订口": (section.left_margin, 28),
        "版心宽": (section.page_width - section.left_margin - section.right_margin, 156),
        "版心高": (section.page_height - section.top_margin - section.bottom_margin, 225),
    }  # fmt: skip
    assert {
        name: abs(has - Mm(wants)) < Mm(0.2) for name, (has, wants) in millimetres.items()
    } == dict.fromkeys(millimetres, True)


@pytest.mark.parametrize(
    ("begins", "style", "font", "points"),
    [
        ("临水县司法局", "发文机关标志", "方正小标宋简体", 26),
        ("关于", "Title", "方正小标宋简体", 22),
        ("中共后塘", "主送机关", "仿宋_GB2312", 16),
        ("你单位报送的", "Normal", "仿宋_GB2312", 16),
        ("一、必须补正", "Heading 1", "黑体", 16),
        ("2026年3月10日", "落款", "仿宋_GB2312", 16),
    ],
)
def test_each_element_has_its_type(returned: Audit, begins: str, style: str, font: str, points: int) -> None:
    head = Letterhead(issuer="临水县司法局", date="2026年3月10日")
    document = letter(returned, Stationery(head))
    paragraph = next(each for each in document.paragraphs if each.text.startswith(begins))
    assert paragraph.style.name == style
    chain = [paragraph.style]
    while chain[-1].base_style is not None:
        chain.append(chain[-1].base_style)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:rPr"))
    looks = [each.element.rPr for each in chain if each.element.rPr is not None] + [defaults]
    fonts = [
        each.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for each in looks
        if each.find(qn("w:rFonts")) is not None
    ]
    sizes = [
        int(each.find(qn("w:sz")).get(qn("w:val"))) / 2 for each in looks if each.find(qn("w:sz")) is not None
    ]
    assert (fonts[0], sizes[0]) == (font, points)


def test_running_text_has_22_lines_a_page_and_indents_two_characters(returned: Audit) -> None:
    normal = letter(returned).styles["Normal"].paragraph_format
    assert normal.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert 22 * normal.line_spacing <= Mm(225) < 22.1 * normal.line_spacing
    assert normal.first_line_indent == Pt(32)


def test_fonts_that_a_computer_lacks_have_named_substitutes() -> None:
    with zipfile.ZipFile(io.BytesIO(shipped_docx())) as container:
        fonts = container.read("word/fontTable.xml").decode()
    for name, substitute in (
        ("仿宋_GB2312", "FangSong"),
        ("方正小标宋简体", "华文中宋"),
        ("楷体_GB2312", "KaiTi"),
    ):
        assert substitute in fonts.partition(f'w:name="{name}"')[2].partition("</w:font>")[0]


def test_pages_after_the_first_are_numbered(returned: Audit) -> None:
    section = letter(returned).sections[0]
    assert section.different_first_page_header_footer
    shown = {
        name: getattr(section, name)._element.xml
        for name in ("footer", "even_page_footer", "first_page_footer")
    }
    assert [" PAGE " in shown[name] for name in shown] == [True, True, False]
    assert letter(returned).styles["发文机关标志"].font.color.rgb == RGBColor(0xFF, 0, 0)


# --- what it says ---


def test_it_addresses_the_unit_and_asks_for_what_bars_the_report_first(returned: Audit) -> None:
    text = lines(letter(returned))
    assert "关于后塘瑤族鄉2024年\n法治政府建设年度报告修改意见的函" in text
    assert "中共后塘瑤族鄉委員會、后塘瑤族鄉人民政府：" in text
    assert any("差距分为26.2" in each and "结论为“退回”" in each for each in text)
    must, should, end = (
        text.index(each) for each in ("一、必须补正的内容", "二、建议完善的内容", "三、修改要求")
    )
    (three_systems, procedure, adviser) = text[must + 1 : should]
    assert three_systems.startswith("（一）行政执法“三项制度”（关键，未报告）。报告中“嚴格依法行政")
    assert "是今后的打算，不是已经做的，不能算作已报告。修改意见：写明三项制度各自做了什么" in three_systems
    assert three_systems.endswith("依据：实施纲要（2021—2025年）第（十五）项。")
    assert procedure.startswith("（二）重大行政决策法定程序（重要，未报告）。全文没有提到。")
    assert adviser.startswith("（三）法律顾问和公职律师")
    assert [each[:3] for each in text[should + 1 : end]][:3] == ["（一）", "（二）", "（三）"]
    assert not any("公平竞争审查（提示" in each for each in text)


MUST, SHOULD = "一、必须补正的内容", "一、建议完善的内容"
WAIVED = Waiver(reason="统一聘请", approver="张三", until="2026-03-31")


@pytest.mark.parametrize(
    ("changed", "gate", "group"),
    [
        ({}, Gate.RETURN, MUST),
        ({"status": Status.PARTIAL}, Gate.REMIND, MUST),
        ({"status": Status.REVIEW}, Gate.REMIND, MUST),
        ({"weight": 2}, Gate.REMIND, MUST),
        ({"weight": 2, "status": Status.PARTIAL}, Gate.PASS, SHOULD),
        ({"weight": 1}, Gate.PASS, SHOULD),
        ({"weight": 0}, Gate.PASS, None),
        ({"status": Status.MET}, Gate.PASS, None),
        ({"weight": 2, "waiver": WAIVED}, Gate.PASS, None),
        ({"waiver": WAIVED}, Gate.PASS, None),
        ({"waiver": WAIVED}, Gate.RETURN, MUST),  # waived, and returned for it all the same
    ],
)
def test_what_the_gate_asks_for_must_be_mended_the_rest_should(
    returned: Audit, changed: dict[str, Any], gate: Gate, group: str | None
) -> None:
    # Another item keeps a report that would pass from passing.
    others = [finding("另一项", id="own.other")] if gate is Gate.PASS else []
    audit = with_findings(returned, finding(**changed), *others, gate=Gate.RETURN if others else gate)
    text = lines(letter(audit))
    heading = None
    for each in text:
        heading = each if each[1:2] == "、" else heading
        if "）公示（" in each:
            break
    else:
        heading = None
    assert heading and heading[2:] == group[2:] if group else heading is None


def test_each_item_says_what_is_there_and_why_it_is_not_enough(returned: Audit) -> None:
    look_alike = LookAlike(quote=PLAN, start=0, end=9, role=Role.NEXT_YEAR, why=Why.PLANNED)
    one = finding(
        reason="2 项要点报告了 1 项，缺：法制审核", status=Status.PARTIAL, look_alikes=(look_alike,),
        parts=(Part(name="公示", met=True), Part(name="法制审核", met=False)),
    )  # fmt: skip
    (item,) = (each for each in lines(letter(with_findings(returned, one))) if each.startswith("（一）"))
    assert item == (
        "（一）公示（关键，部分报告）。2 项要点报告了 1 项，缺：法制审核。已写到：公示。"
        f"报告中“{PLAN}”一处，是今后的打算，不是已经做的，不能算作已报告。"
        "修改意见：写明公示了多少条。依据：纲要第一项。"
    )


def test_a_report_that_could_not_be_scored_is_told_why(returned: Audit) -> None:
    audit = with_findings(
        returned, scored=False, unscored_reason="这是工作总结", gap=None, unit=None, year=None
    )
    text = lines(letter(audit))
    assert "关于（单位名称）　　年\n法治政府建设年度报告修改意见的函" in text
    assert any("这份材料未能评分：这是工作总结。结论为“退回”。" in each for each in text)
    assert "一、修改要求" in text


def test_there_is_no_letter_on_a_report_that_passed(returned: Audit) -> None:
    with pytest.raises(ValueError, match="passed"):
        notice(replace(returned, gate=Gate.PASS))


def test_without_settings_there_are_blanks_and_no_empty_lines_of_contact(returned: Audit) -> None:
    text = lines(letter(returned))
    assert text[0] == "（发文机关）"
    assert text[-2:] == ["（发文机关）", "　　年　　月　　日"]
    assert any("于　　年　　月　　日前重新报送" in each for each in text)
    assert not any("联系" in each for each in text)


# --- settings ---


def test_settings_are_said_once_for_all_letters(returned: Audit, tmp_path: Path) -> None:
    (tmp_path / "函.yaml").write_text(sample_settings(), encoding="utf-8")
    text = lines(letter(returned, load_stationery(tmp_path / "函.yaml", None)))
    assert text[:2] == ["临水县司法局", "临司函〔2026〕　号"]
    assert "联系人：张三" in text and "联系电话：0596-1234567" in text
    assert any("于收到本函之日起10日内重新报送" in each for each in text)
    assert text[-2:] == ["临水县司法局", "2026年3月10日"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10日", "收到本函之日起10日内"),
        ("10", "收到本函之日起10日内"),
        ("7天", "收到本函之日起7日内"),
        ("5个工作日", "收到本函之日起5个工作日内"),
        ("2026-03-09", "2026年3月9日前"),
        ("2026/3/20", None),
        ("十日", None),
        ("0日", None),
    ],
)
def test_a_deadline_is_a_term_or_a_day(tmp_path: Path, written: str, said: str | None) -> None:
    path = tmp_path / "函.yaml"
    path.write_text(f"修改期限: {written}\n", encoding="utf-8")
    if said is None:
        with pytest.raises(RuleFileError, match="不是期限，写成天数或日期"):
            load_stationery(path, None)
    else:
        assert load_stationery(path, None).letterhead.deadline == said


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("日期: 2026-13-01\n", ["第 1 行", "“2026-13-01”不是日期"]),
        ("发文机关: 局\n日其: 2026-03-01\n", ["第 2 行", "不认识的项“日其”。是否想写“日期”？"]),
        ("发文机关：局\n修改期限: 十日\n", ["第 1 行", "中文冒号", "第 2 行", "“十日”不是期限", "2 处错误"]),
        ("- 发文机关\n", ["文件里没有设置", "每行写一项"]),
        ("", ["文件里没有设置"]),
        ("电话: [1, 2]\n", ["第 1 行", "“电话”填写的内容不对"]),
    ],
)
def test_mistakes_in_settings_are_told_with_their_lines(
    tmp_path: Path, written: str, told: list[str]
) -> None:
    path = tmp_path / "函.yaml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_stationery(path, None)
    assert str(caught.value).startswith("函的设置有 ")
    assert [each for each in told if each not in str(caught.value)] == []


# --- the office's own template ---


def own(body: str, **others: Any) -> Stationery:
    return Stationery(template=take_apart(docx_file(body, **others), "模板.docx"))


def test_placeholders_are_found_however_word_cut_them(returned: Audit) -> None:
    body = p(r("关于{", "<w:b/>") + r("{单") + r("位}") + r("}与{{ 年度 }}年")) + p("{{结论}}")
    (first, second) = letter(returned, own(body)).paragraphs
    assert first.text == "关于中共后塘瑤族鄉委員會、后塘瑤族鄉人民政府与2024年"
    assert second.text == "退回"
    assert next((each.text, each.bold) for each in first.runs if each.text) == (
        "关于中共后塘瑤族鄉委員會、后塘瑤族鄉人民政府", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        p("{{序号}}.{{缺项}}：{{怎么补}}", '<w:jc w:val="right"/>'),
        p("{{#缺项}}") + p("{{序号}}.{{缺项}}：{{怎么补}}", '<w:jc w:val="right"/>') + p("{{/缺项}}"),
        p("{{#缺项}}{{序号}}.{{缺项}}：{{怎么补}}{{/缺项}}", '<w:jc w:val="right"/>'),
        p("{{#分组}}") + p("{{序号}}.{{缺项}}：{{怎么补}}", '<w:jc w:val="right"/>') + p("{{/分组}}"),
    ],
    ids=["one paragraph", "a block", "a block in a paragraph", "in a block of groups"],
)
def test_a_paragraph_about_an_item_is_repeated_for_each_with_its_format(returned: Audit, body: str) -> None:
    audit = with_findings(returned, finding("甲"), finding("乙", id="own.other"))
    paragraphs = letter(audit, own(p("前{{结论}}") + body + p("后"))).paragraphs
    assert [each.text for each in paragraphs] == [
        "前退回",
        "1.甲：写明公示了多少条。",
        "2.乙：写明公示了多少条。",
        "后",
    ]
    assert [each.alignment for each in paragraphs[1:3]] == [2, 2]


def test_a_row_of_a_table_about_an_item_is_repeated_for_each(returned: Audit) -> None:
    audit = with_findings(returned, finding("甲"), finding("乙", id="own.other"))
    document = letter(audit, own(table(row("序号", "缺项"), row("{{序号}}", "{{缺项}}")) + p("{{单位}}")))
    (found,) = document.tables
    assert [[cell.text for cell in each.cells] for each in found.rows] == [
        ["序号", "缺项"],
        ["1", "甲"],
        ["2", "乙"],
    ]


def test_groups_without_items_are_not_named(returned: Audit) -> None:
    body = (
        p("{{#分组}}")
        + p("{{组号}}{{组名}}")
        + p("{{中文序号}}{{缺项}}")
        + p("{{/分组}}")
        + p("{{要求序号}}止")
    )
    audit = with_findings(returned, finding(weight=1))
    assert lines(letter(audit, own(body))) == ["一建议完善的内容", "一公示", "二止"]


def test_headers_text_boxes_and_word_templates_are_filled_too(returned: Audit) -> None:
    head = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p("{{结论}}书")}</w:hdr>'
    body = p(r("文") + text_box(p("框{{年度}}")))
    kinds = {"word/document.xml": "template.main", "word/header1.xml": "header"}
    parts: dict[str, bytes | str] = {"[Content_Types].xml": content_types(kinds), "word/header1.xml": head}
    data = notice(returned, own(body, relations=relation("h1", "header", "header1.xml"), parts=parts))
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert "退回" in container.read("word/header1.xml").decode()
        assert b"document.main+xml" in container.read("[Content_Types].xml")
    assert "框2024" in read_bytes(data, "函.docx").text


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (p("{{单位}}{{单味}}"), "不认识的占位符：{{单味}}。处处可用：单位、简称"),
        (p("{{#缺顶}}"), "不认识的占位符：{{#缺顶}}"),
        (p("{{单位}"), "“{{单位}”没有写完"),
        (p("{{组名}}"), "{{组名}} 要写在 {{#分组}} 和 {{/分组}} 之间"),
        (p("{{#缺项}}") + p("{{缺项}}"), "{{#缺项}} 和 {{/缺项}} 没有成对"),
        (p("{{缺项}}") + p("{{/缺项}}"), "{{#缺项}} 和 {{/缺项}} 没有成对"),
        (table(row("{{#缺项}}")) + p("{{/缺项}}"), "没有成对"),
        (p("{{#缺项}}") + p("{{#分组}}{{/分组}}") + p("{{/缺项}}"), "{{#分组}} 不能写在 {{#缺项}} 里面"),
        (p("没有"), "没有占位符"),
    ],
)
def test_what_a_template_gets_wrong_is_said(body: str, told: str) -> None:
    with pytest.raises(AuditorError) as caught:
        own(body)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{{\xe5\x8d\x95}}", "不是 Word 文档"),
        (docx_file(p("{{单位}}"))[:-200], "已损坏或设了密码"),
        (docx_file("", whole="<w:document>"), "已损坏或设了密码"),
        (
            docx_file(p("{{单位}}"), parts={"[Content_Types].xml": content_types({}).replace("</Types>", '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>')}),
            "带有宏",
        ),
        (packed({"a.txt": "x"}), "不是 Word 文档"),
    ],
    ids=["text", "cut off", "no xml", "macros", "a zip"],
)  # fmt: skip
def test_what_is_no_template_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(content)
    with pytest.raises(AuditorError, match=told):
        load_stationery(None, path)


def test_the_shipped_template_can_be_edited_and_used_again(returned: Audit, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(shipped_docx()))
    document.paragraphs[-2].add_run("（章）")
    document.save(str(tmp_path / "本局.docx"))
    (tmp_path / "函.yaml").write_text("落款: 临水县司法局\n模板: 本局.docx\n", encoding="utf-8")
    assert lines(letter(returned, load_stationery(tmp_path / "函.yaml", None)))[-2] == "临水县司法局（章）"


# --- whatever a report holds ---


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "</w:t></w:r>&amp;<?end?>", "{{单位}}{{#缺项}}", "=cmd()", "a\u202eb\u2066c", "a\x00\x07\ud800b",
        "长" * 100_000,
    ],
    ids=["markup", "xml", "placeholder", "formula", "bidi", "control", "long"],
)  # fmt: skip
def test_hostile_text_shows_as_text_and_breaks_nothing(returned: Audit, text: str) -> None:
    look_alike = LookAlike(quote=text, start=0, end=9, role=Role.OTHER, why=Why.CITED)
    audit = with_findings(returned, finding(text[:50], look_alikes=(look_alike,)), unit=text[:50], title=text)
    shown = "".join(lines(letter(audit, Stationery(Letterhead(issuer=text[:50])))))
    kept = "".join(char for char in text[:50] if char not in "\u202e\u2066\x00\x07\ud800")
    assert shown.count(kept) >= 4
    assert len(shown) < 2_000


def test_the_same_audit_gives_the_same_bytes(returned: Audit) -> None:
    assert notice(returned) == notice(returned)
    with zipfile.ZipFile(io.BytesIO(notice(returned))) as container:
        assert {each.date_time for each in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- the commands ---


def test_check_writes_a_letter_with_settings_and_template(tmp_path: Path) -> None:
    template, settings, out = tmp_path / "模板.docx", tmp_path / "函.yaml", tmp_path / "函.docx"
    assert auditor("notice", "template", "-o", template).returncode == 0
    assert auditor("notice", "settings", "-o", settings).returncode == 0
    again = auditor("notice", "settings", "-o", settings)
    assert again.returncode == 2 and "已经有了，没有覆盖" in again.stderr
    report = Path(__file__).parent.parent / "seeds/001_357804dda3480e79.txt"
    done = auditor(
        "check", report, "--format", "docx", "--template", template, "--settings", settings, "-o", out
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert lines(docx.Document(str(out)))[0] == "临水县司法局"
    plain = auditor("check", report, "--format", "docx", "-o", out)
    assert "函里的发文机关、落款、日期等留空" in plain.stderr


def test_several_letters_go_to_a_folder_and_a_report_that_passed_gets_none(tmp_path: Path) -> None:
    reports = [Path(__file__).parent / "reports" / name for name in ("r01.txt", "r06.txt")]
    done = auditor("check", *reports, "--format", "docx", "-o", tmp_path / "函")
    assert [path.name for path in (tmp_path / "函").iterdir()] == ["r06.修改意见.docx"]
    assert "r01.txt”已经通过，不用写函。" in done.stderr
    refused = auditor("check", *reports, "--format", "docx", "-o", tmp_path / "函.docx")
    assert refused.returncode == 2 and "请用 -o 写明一个文件夹" in refused.stderr
    assert auditor("check", *reports, "--format", "docx").returncode == 2
