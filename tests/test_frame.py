"""What stands around the body of a report: title, addressee, signature, dates; page furniture; the unit itself."""

import pytest

from auditor.models import Document, Metadata, Outline
from auditor.outline import outline
from auditor.outline.dates import parse_date, trailing_date
from auditor.outline.identity import level_of_text, level_of_unit, unit_of_title
from auditor.vocabulary import Level
from tests.rules_of_one import TITLE

DONE = "一、主要工作\n开会4次。\n"
NAMED = "临水镇2024年法治政府建设年度报告"


def _outline(text: str, **others: object) -> Outline:
    return outline(Document("t", "0" * 64, text, **others))  # type: ignore[arg-type]


def _spots(parsed: Outline) -> dict[str, str]:
    spots = {
        "title": parsed.title_spot,
        "addressee": parsed.addressee_spot,
        "signature": parsed.signature_spot,
        "date": parsed.sign_date_spot,
        "posted": parsed.posted_spot,
    }
    return {name: parsed.document.text[spot.start : spot.end] for name, spot in spots.items() if spot}


# --- title and addressee ---


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (NAMED, NAMED),
        (f"临府〔2025〕3号\n{NAMED}", NAMED),
        (f"{NAMED}\n（2025年1月8日）", NAMED),
        (f"{NAMED}\n{NAMED}", NAMED),
        ("临水镇人民政府\n2024年\n法治政府\n建设\n年度报告", "临水镇人民政府 2024年 法治政府 建设 年度报告"),
        ("临水镇人民政府\n关于报送\n2024年\n法治政府\n建设\n年度报告", "2024年 法治政府 建设 年度报告"),
        ("临水镇人民政府关于\n法治政府建设情况的报告", "法治政府建设情况的报告"),
        ("中共临水镇委员会\n临水镇人民政府\n2024年法治政府建设情况报告", "中共临水镇委员会 临水镇人民政府 2024年法治政府建设情况报告"),
        ("县人民政府：\n临水镇2024年法治政府建设情况报告", "临水镇2024年法治政府建设情况报告"),
        ("镇" * 80 + "法治政府建设报告", "镇" * 80 + "法治政府建设报告"),
        ("镇" * 84 + "法治政府建设报告", None),
        ("临水镇2024年工作总结", None),
    ],
)  # fmt: skip
def test_a_title_is_told_among_the_lines_before_the_text(head: str, title: str | None) -> None:
    parsed = _outline(f"{head}\n{DONE}")
    assert parsed.title == title
    if title:
        assert _spots(parsed)["title"].replace("\n", " ") == title


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("县人民政府：", True),
        ("县委、县政府:", True),
        ("县委 依法治县办：", True),
        ("县司法局", False),
        ("现将情况报告县政府：", False),
        ("根据县政府：", False),
        ("县" * 57 + "政府：", True),
        ("县" * 58 + "政府：", False),
    ],
)
def test_an_addressee_ends_in_a_colon_and_opens_nothing(line: str, told: bool) -> None:
    parsed = _outline(f"{NAMED}\n{line}\n{DONE}")
    assert parsed.addressee == (line if told else None)
    assert _spots(parsed).get("addressee") == (line if told else None)


def test_nothing_of_the_head_is_text() -> None:
    head = f"临府〔2025〕3号\n中共临水镇委员会\n{NAMED}\n（2025年1月8日）\n临水镇人民政府\n县人民政府：\n"
    parsed = _outline(head + DONE)
    assert parsed.flat.text == DONE
    assert str(parsed.sign_date) == "2025-01-08"


def test_a_title_far_below_the_top_is_none() -> None:
    lines = [f"某处的第{number}行字" for number in "甲乙丙丁戊己庚辛壬癸子"]
    assert _outline("\n".join([*lines, NAMED, DONE])).title == NAMED
    assert _outline("\n".join([*lines, "某处的第丑行字", NAMED, DONE])).title is None


# --- signature and date ---


@pytest.mark.parametrize(
    ("tail", "signature", "day"),
    [
        ("临水镇人民政府\n2025年1月8日", "临水镇人民政府", "2025-01-08"),
        ("中共临水镇委员会\n临水镇人民政府\n2025年1月8日", "中共临水镇委员会 临水镇人民政府", "2025-01-08"),
        ("甲镇委员会\n乙镇委员会\n丙镇人民政府\n丁镇人民政府\n2025年1月8日", "乙镇委员会 丙镇人民政府 丁镇人民政府", "2025-01-08"),
        ("2024年1月8日\n临水镇人民政府\n2025年1月8日", "临水镇人民政府", "2025-01-08"),
        ("临水镇人民政府（章）\n2025年1月8日", "临水镇人民政府(章)", "2025-01-08"),
        ("临水镇人民政府\n2025年1月8日\n抄送：县司法局。\n（此件公开发布）", "临水镇人民政府", "2025-01-08"),
        ("临水镇人民政府\n2025年1月8日\n联系人张三，电话12345。", "临水镇人民政府", "2025-01-08"),
        ("临水镇人民政府\n2025年1月8日\n以上报告，请审阅。", None, None),
        ("临水镇人民政府\n2025年1月8日\n二、普法", None, None),
        ("报送县人民政府，抄送县司法局", None, None),
        ("一、临水镇人民政府", None, None),
        ("镇政", None, None),
        ("水利局", "水利局", None),
        ("临" * 41 + "人民政府", "临" * 41 + "人民政府", None),
        ("临" * 42 + "人民政府", None, None),
    ],
)  # fmt: skip
def test_signature_and_date_close_the_report(tail: str, signature: str | None, day: str | None) -> None:
    parsed = _outline(f"{NAMED}\n{DONE}{tail}")
    assert (parsed.signature and parsed.signature.replace("（", "(").replace("）", ")")) == signature
    assert (parsed.sign_date and parsed.sign_date.isoformat()) == day
    if signature:
        assert parsed.flat.text.startswith(DONE)
        assert signature.split()[-1].partition("(")[0] not in parsed.flat.text


def test_a_line_that_signs_and_dates_is_cut_in_two() -> None:
    parsed = _outline(f"{NAMED}\n{DONE}临水镇人民政府　2025年1月8日")
    assert (parsed.signature, str(parsed.sign_date)) == ("临水镇人民政府", "2025-01-08")
    assert _spots(parsed)["signature"] == "临水镇人民政府"


def test_a_signature_is_looked_for_in_the_last_lines_only() -> None:
    below = [f"网页下方的第{number}个栏目" for number in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"]
    for count, signature in ((14, "临水镇人民政府"), (15, "临水镇人民政府"), (16, None)):
        lines = "\n".join([*below, "又一个栏目"][:count])
        assert _outline(f"{NAMED}\n{DONE}临水镇人民政府\n{lines}").signature == signature, count


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年1月8日", "2025-01-08"),
        ("（2025年1月8日）", "2025-01-08"),
        ("2025-01-08", "2025-01-08"),
        ("2025.1.8", "2025-01-08"),
        ("二〇二五年十二月三十一日", "2025-12-31"),
        ("二零二五年一月十日", "2025-01-10"),
        ("二〇一九年二月二日", "2019-02-02"),
        ("2025年13月8日", None),
        ("2025年2月30日", None),
        ("2025年1月", None),
    ],
)
def test_a_date_is_read_in_figures_and_in_characters(text: str, day: str | None) -> None:
    folded = text.replace("（", "(").replace("）", ")")
    found = parse_date(folded)
    assert (found and found.isoformat()) == day
    assert (parse_date(f"报于{folded}"), bool(trailing_date(f"报于{folded}"))) == (
        None,
        day is not None and "年" in text,
    )


@pytest.mark.parametrize(
    ("page", "posted", "drawn_up"),
    [
        ("发布时间：2025-03-02", "2025-03-02", None),
        ("公开日期：2025年3月2日", "2025-03-02", None),
        ("成文日期：2025-01-08", None, "2025-01-08"),
        ("发布日期：2025-02-30", None, None),
        ("发布日期：　发布时间：2025-03-02", "2025-03-02", None),
        ("时间：2025-03-02", "2025-03-02", None),
        ("会议时间：2025-03-02", None, None),
    ],
)
def test_dates_that_a_page_states_are_kept_apart(page: str, posted: str | None, drawn_up: str | None) -> None:
    parsed = _outline(f"{page}\n{TITLE}{DONE}")
    assert (parsed.posted_date and parsed.posted_date.isoformat()) == posted
    assert (parsed.sign_date and parsed.sign_date.isoformat()) == drawn_up
    for found, name in ((posted, "posted"), (drawn_up, "date")):
        assert (name in _spots(parsed)) is (found is not None)


def test_dates_in_the_text_go_before_those_of_the_page_and_of_the_file() -> None:
    stated = Metadata(posted="2025-04-04", drawn_up="2025-01-01")
    text = f"发布时间：2025-03-02\n成文日期：2025-02-02\n{TITLE}{DONE}临水镇人民政府\n2025年1月8日"
    parsed = _outline(text, metadata=stated)
    assert (str(parsed.sign_date), str(parsed.posted_date)) == ("2025-01-08", "2025-03-02")
    parsed = _outline(text.replace("2025年1月8日", ""), metadata=stated)
    assert str(parsed.sign_date) == "2025-02-02"
    parsed = _outline(f"{TITLE}{DONE}", metadata=stated)
    assert (str(parsed.sign_date), str(parsed.posted_date)) == ("2025-01-01", "2025-04-04")
    assert (parsed.sign_date_spot, parsed.posted_spot) == (None, None)


# --- page furniture ---


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("- 3 -", True),
        ("第3页 共12页", True),
        ("3/12", True),
        ("123", True),
        ("1234", False),
        ("浏览次数：302", True),
        ("来源：县司法局", True),
        ("来源：县司法局讯，全年普法12场。", False),
        ("打印 关闭", True),
        ("打印普法资料3000份。", False),
        ("上一篇：关于值班的通知", True),
        ("分享到：", True),
        ("走访群众300户", False),
    ],
)
def test_what_a_page_adds_is_no_text(line: str, furniture: bool) -> None:
    parsed = _outline(f"{TITLE}{DONE}{line}\n二、存在的不足\n人手较少。\n")
    assert (line.replace("：", " ").split(maxsplit=1)[0] not in parsed.flat.text) is furniture


@pytest.mark.parametrize(
    ("line", "times", "furniture"),
    [
        ("临水镇工作简报", 3, True),
        ("临水镇工作简报", 2, False),
        ("临水镇工作简报。", 3, False),
        ("临水镇工作简报！", 3, False),
        ("印发资料300份", 3, False),
        ("报" * 30, 3, True),
        ("报" * 31, 3, False),
    ],
)
def test_a_short_line_that_stands_on_every_page_is_no_text(line: str, times: int, furniture: bool) -> None:
    pages = "".join(f"第{number}次走访了群众。\n{line}\n" for number in "一二三"[:times])
    assert (line[:6] not in _outline(f"{TITLE}一、主要工作\n{pages}").flat.text) is furniture


def test_what_converters_leave_in_the_text_is_passed_over() -> None:
    parsed = _outline(f"{TITLE}一、主要工作\n[bookmark: _Toc1]学习習（xí）近平法治思想(xiang)。\n")
    assert parsed.flat.text == "一、主要工作\n学习习近平法治思想。\n"


# --- unit, level, year ---


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("临水镇2024年法治政府建设报告", "临水镇"),
        ("临水镇关于2024年法治政府建设的报告", "临水镇"),
        ("临水镇推进法治政府建设的报告", "临水镇"),
        ("2024年度临水镇法治政府建设报告", "临水镇"),
        ("关于2024年临水镇推进法治政府建设的报告", "临水镇"),
        ("关于2024年法治政府建设的报告", None),
        ("2024年法治政府建设报告", None),
    ],
)
def test_a_title_names_the_unit(title: str, unit: str | None) -> None:
    assert unit_of_title(title) == unit


def test_the_unit_is_shown_as_the_title_writes_it() -> None:
    assert _outline(f"臨水 鎮2024年法治政府建設年度報告\n{DONE}").unit == "臨水 鎮"
    assert _outline(f"2024年度臨水鎮法治政府建設年度報告\n{DONE}").unit == "臨水鎮"
    assert _outline(f"发布机构：临水县司法局\n2024年法治政府建设年度报告\n{DONE}").unit == "临水县司法局"


@pytest.mark.parametrize(
    ("unit", "level"),
    [
        ("临水镇", Level.TOWNSHIP),
        ("中共临水镇委员会 临水镇人民政府", Level.TOWNSHIP),
        ("临水镇人民政府 临水县司法局", Level.DEPARTMENT),
        ("临水县人民政府", Level.COUNTY),
        ("临水县人民政府（章）", Level.COUNTY),
        ("临水县司法局(依法治县办)", Level.DEPARTMENT),
        ("临水公司", None),
    ],
)
def test_a_name_tells_the_level_the_last_of_joint_ones(unit: str, level: Level | None) -> None:
    assert level_of_unit(unit.replace("（", "(").replace("）", ")")) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("我镇开会，全镇动员。", Level.TOWNSHIP),
        ("我镇开会。", None),
        ("我县开会，全县动员，我镇响应。", Level.COUNTY),
        ("我局开会，全局动员。", Level.DEPARTMENT),
        ("开会。", None),
    ],
)
def test_a_text_that_names_no_unit_tells_the_level_by_how_it_speaks(text: str, level: Level | None) -> None:
    assert level_of_text(text) == level
    assert _outline(f"2024年法治政府建设年度报告\n一、主要工作\n{text}").level == level


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"2024年法治政府建设报告\n现将2023年工作报告如下。\n{DONE}", 2024),
        (f"法治政府建设报告\n2022年成绩好。现将2023年工作报告如下。\n{DONE}", 2023),
        (f"法治政府建设报告\n2022年成绩好。\n{DONE}", 2022),
        ("法治政府建设报告\n一、2025年打算\n普法。\n二、2023年工作\n开会。\n", 2023),
        (f"法治政府建设报告\n{DONE}临水镇人民政府\n2025年9月30日", 2024),
        (f"法治政府建设报告\n{DONE}临水镇人民政府\n2025年10月1日", 2025),
    ],
)
def test_the_year_is_told_by_title_opening_headings_and_date_in_this_order(text: str, year: int) -> None:
    assert _outline(text).year == year


def test_level_and_year_that_are_given_overrule_the_text() -> None:
    document = Document("t", "0" * 64, f"{TITLE}{DONE}")
    parsed = outline(document, Level.COUNTY, 2020)
    assert (parsed.level, parsed.year, parsed.unit) == (Level.COUNTY, 2020, "临水镇")
