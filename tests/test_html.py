"""Web pages: the report, its title, publisher and dates are read; what the site adds is not."""

import email.policy
import itertools
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import Document
from auditor.errors import UnreadableError
from auditor.outline import outline
from auditor.readers import html, limits, read_bytes
from auditor.readers.content import Job
from auditor.vocabulary import BlockKind
from tests import pages
from tests.pages import LAYOUTS, LINES, TITLE, UNIT


def lines_of(source: str | bytes, name: str = "a.html") -> list[str]:
    return read(source, name).text.split("\n")


def read(source: str | bytes, name: str = "a.html") -> Document:
    return read_bytes(source.encode() if isinstance(source, str) else source, name)


def page(content: str, title: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{content}</body></html>"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_report_is_read_line_by_line_whatever_the_layout(layout: Callable[[], str]) -> None:
    found = lines_of(layout())
    start = found.index(LINES[0])
    assert found[start:] == LINES
    assert compact(TITLE) in compact("".join(found[:start]))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_furniture_of_the_page_reaches_the_text(layout: Callable[[], str]) -> None:
    text = read(layout()).text
    assert [phrase for phrase in pages.FURNITURE if phrase in text] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_title_publisher_and_date_are_metadata(layout: Callable[[], str]) -> None:
    metadata = read(layout()).metadata
    publisher = None if layout is pages.weixin else UNIT
    assert (metadata.title, metadata.posted, metadata.publisher) == (TITLE, "2025-01-08", publisher)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_outline_finds_them_with_exact_places(layout: Callable[[], str]) -> None:
    document = read(layout())
    found = outline(document)
    assert (found.title, found.unit, found.year) == (TITLE, UNIT, 2024)
    assert (found.addressee, str(found.sign_date)) == ("云山县人民政府：", "2025-01-06")
    if layout not in (pages.weixin, pages.renmin, pages.boda):  # their dates stand without the label's word
        assert str(found.posted_date) == "2025-01-08" and found.posted_spot
        assert "2025" in document.text[found.posted_spot.start : found.posted_spot.end]
        assert found.publisher == UNIT


def compact(text: str) -> str:
    return "".join(text.split())


def test_tables_of_data_are_rows_and_tables_of_layout_are_lines() -> None:
    document = read(pages.nineties())
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [document.text[row.start : row.end] for row in rows] == [
        "项目\t数量",
        "行政执法人员持证\t23人",
        "调解纠纷\t41起",
    ]


# Encodings


@pytest.mark.parametrize("meta", ["utf-8", "gb2312", "big5", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_the_encoding_is_told_by_the_bytes_not_by_the_meta_tag(meta: str, encoding: str) -> None:
    source = pages.trs().replace('<meta charset="utf-8">', f'<meta charset="{meta}">' if meta else "")
    assert lines_of(source.encode(encoding))[-len(LINES) :] == LINES


def test_a_page_with_far_more_markup_than_text_is_still_decoded() -> None:
    script = "<script>" + "var a = 1; // padding\n" * 5000 + "</script>"
    assert (
        lines_of(pages.boda().replace("</HEAD>", script + "</HEAD>").encode("gb18030"))[-len(LINES) :]
        == LINES
    )


def test_a_traditional_page_in_big5_is_read_with_its_labels() -> None:
    source = page(
        "<h1>臨水鎮2024年度法治政府建設報告</h1><div>發布時間：2025-03-10 15:34 信息來源：臨水鎮人民政府 瀏覽次數：3</div>"
        "<div><p>2024年，在縣委、縣政府的正確領導下，臨水鎮認真落實法治政府建設的各項任務，現報告如下：</p>"
        "<p>全年調解糾紛四十一件，辦理行政處罰案件十二件，全部經過法制審核；未發生行政訴訟。</p></div><p>上一篇：沒有了</p>"
    )
    found = read(source.encode("big5"))
    assert found.metadata.posted == "2025-03-10" and found.metadata.publisher == "臨水鎮人民政府"
    assert "瀏覽" not in found.text and "上一篇" not in found.text


# Lines as a person sees them

SENTENCE = "全年办理行政处罚案件12件，全部经过法制审核。"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<p>甲<p>乙<div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("甲<br>乙<br/><br />丙", ["甲", "乙", "丙"]),
        ("<p>依法<span>行</span><b>政</b></p>", ["依法行政"]),
        ("<p>依法\n    行政 2024 年\n工作</p>", ["依法行政 2024 年工作"]),
        ("<p>report\nof 2024</p>", ["report of 2024"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
        ("<p>&nbsp;&ensp;　甲&nbsp;乙&#8212;&ldquo;丙&rdquo;　</p>", ["甲 乙—“丙”"]),
        ("<p>甲<span style='display:none'>藏</span><span hidden>藏</span>乙</p>", ["甲乙"]),
        ("<p>甲<span style='visibility: hidden'>藏</span><script>x</script><!-- 注 --><style>y</style>乙</p>", ["甲乙"]),
        ("<span style='display:block'>甲</span><span style='display:block'>乙</span>", ["甲", "乙"]),
        ("<ruby>习<rt>xí</rt></ruby><p>x<sup>2</sup></p>", ["习", "x2"]),
        ("<ol><li>甲</li><li><p>乙</p></li></ol>", ["1.甲", "2.乙"]),
        ("<ol type=A start=3><li>甲</li><li value=7>乙</li></ol>", ["C.甲", "G.乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<ol><li>乙</ol></li><li>丙</ol>", ["一、甲", "1.乙", "二、丙"]),
        ("<ol><li>一、甲</li><li>（二）乙</li></ol><ul><li>丙</ul>", ["一、甲", "（二）乙", "丙"]),
        ("<ol style='list-style: none'><li>甲</ol>", ["甲"]),
        ("<table><caption>表</caption><tr><th>甲<th>乙<tr><td>丙<br>丁<td></table>戊", ["表", "甲\t乙", "丙 丁", "戊"]),
        ("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", ["甲", "乙"]),
        ("<table><tr><td>甲</td><td><table><tr><td>1</td></tr></table></td></tr><tr><td>乙</td><td>2</td></tr></table>", ["甲\t1", "乙\t2"]),
        ("<p>a\x00b</p><p>&#0;&#xD800;&#x110000;c</p>", None),
    ],
)  # fmt: skip
def test_lines_are_those_of_the_page(source: str, lines: list[str] | None) -> None:
    found = lines_of(f"<div><p>{SENTENCE * 3}</p>{source}</div>")
    assert lines is None or found == [SENTENCE * 3, *lines]


def test_what_word_saves_as_a_page_keeps_numbers_and_drops_what_is_deleted_or_hidden() -> None:
    found = read(pages.word_export().encode("gb18030"), "报告.doc")
    assert found.text.split("\n") == [
        TITLE,
        "2024年，临水镇调解纠纷41起，办理行政处罚案件12件，全部经过法制审核。",
        "一、 主要举措",
        "二、 存在的问题",
        UNIT,
    ]


def test_what_libreoffice_prints_on_every_page_is_left_out() -> None:
    source = f'<div title="header"><p>页眉</p></div>{BODY}<div title="footer"><p>— 1 —</p></div>'
    assert lines_of(page(source)) == pages.OPENING


@pytest.mark.parametrize(
    "source",
    [
        "<p>" + "</p><p>".join([TITLE, *LINES]) + "</p>",
        "<br>\n".join([TITLE, *LINES]),
        "<div>" + "".join(f"<div>{line}</div>" for line in [TITLE, *LINES]) + "</div>",
        "<section><h1>" + TITLE + "</h1>" + "".join(f"<p>{line}</p>" for line in LINES) + "</section>",
    ],
    ids=["paragraphs", "text and line ends", "divisions", "headings"],
)
def test_a_fragment_without_head_and_body_is_a_page_too(source: str) -> None:
    found = read(source.replace("\t", " "), "报告.htm")
    assert found.kind == "网页"
    assert found.text.split("\n") == [TITLE, *(line.replace("\t", " ") for line in LINES)]


def test_text_in_several_blocks_is_kept_whole() -> None:
    start, end = (
        "".join(f"<p>{line}</p>" for line in LINES[:4]),
        "".join(f"<p>{line}</p>" for line in LINES[4:]),
    )
    menu = f"<ul>{pages.links(pages.MENU)}</ul>"
    for split in (
        f"<div>{start}</div><div>{end}</div>",
        f"{start}<div>{end}</div>",
        f"<div>{start}</div>{end}",
    ):
        found = lines_of(page(f"{menu}<div>{split}</div>{pages.FOOT}").replace("\t", " "))
        assert found == [line.replace("\t", " ") for line in LINES]


def test_only_the_paper_that_the_page_is_called_by_is_read_of_several() -> None:
    def article(year: int) -> str:
        text = f"<p>{year}年，全镇调解纠纷{year - 2000}起，各项任务按时完成，未发生复议案件。</p>" * 8
        return f"<div><h2>临水镇{year}年法治政府建设年度报告</h2>{text}</div>"

    both = article(2024) + article(2023)
    assert "2023" not in read(page(both, "临水镇2024年法治政府建设年度报告_云山县人民政府")).text
    whole = read(page(both, "云山县人民政府"))
    assert "2023年" in whole.text and "2024年" in whole.text
    assert whole.warnings == ("网页上有 2 篇文章，都读了进来。请核对是否只报送其中一篇。",)


def test_headings_inside_a_paper_start_no_other_paper() -> None:
    def section(title: str) -> str:
        return f"<h2>{title}</h2>" + f"<p>{SENTENCE}</p>" * 9

    parts = ["2024年法治政府建设工作情况", "2024年存在问题及整改情况", "2025年工作安排"]
    source = page(f"<h1>{TITLE}</h1>" + f"<p>{SENTENCE}</p>" * 9 + "".join(map(section, parts)), TITLE)
    found = read(source)
    assert found.text.count(SENTENCE) == 36 and found.warnings == ()


def test_an_article_on_several_pages_is_said() -> None:
    pager = '<div class="pages"><a>1</a> <a href="2.htm">2</a> <a href="2.htm">下一页</a></div>'
    found = read(
        pages.trs().replace('<div class="bdsharebuttonbox">', pager + '<div class="bdsharebuttonbox">')
    )
    assert found.warnings == ("网页上的文章分成几页，这个文件里可能只有其中一页。请对照原网页核对。",)


# Title and metadata

BODY = "<div>" + "".join(f"<p>{line}</p>" for line in pages.OPENING) + "</div>"


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        (f"<title>{TITLE}</title>", "", TITLE),
        (f"<title>{TITLE}_年度报告_云山县人民政府门户网站</title>", "", TITLE),
        (f"<title>云山县人民政府门户网站 - {TITLE}</title>", "", TITLE),
        (f"<title>{TITLE}-云山县人民政府</title>", "", TITLE),
        (f"<title>法治政府建设年度报告|{TITLE}</title>", "", TITLE),
        ("<title>云山县人民政府门户网站</title>", "", None),
        ("<title>无标题文档</title>", "", None),
        ("<title>云山县人民政府门户网站</title>", f"<h1>{TITLE}</h1>", TITLE),
        (f'<meta name="ArticleTitle" content="{TITLE}"><title>政府网</title>', "<h1><a href='/'>云山县</a></h1>", TITLE),
        (f"<title>{TITLE}</title>", f"<h1>云山县政务公开</h1><h2>年度报告</h2><h3>{TITLE}</h3>", TITLE),
        ("<title>《法治政府建设实施纲要（2021-2025年）》落实情况报告_某网</title>", "", "《法治政府建设实施纲要（2021-2025年）》落实情况报告"),
        ("", "<h1>中共临水镇委员会<br>临水镇人民政府<br>关于2024年法治政府建设情况的报告</h1>", "中共临水镇委员会 临水镇人民政府 关于2024年法治政府建设情况的报告"),
    ],
)  # fmt: skip
def test_the_title_is_told_from_the_names_of_site_and_column(
    head: str, above: str, title: str | None
) -> None:
    found = read(f"<html><head>{head}</head><body>{above}{BODY}</body></html>")
    assert found.metadata.title == title
    first = found.text.split(pages.OPENING[0])[0].split("\n")[:-1]
    assert " ".join(first) == (title or "")


def test_a_statement_inside_the_heading_is_no_title() -> None:
    source = page(
        f"<h1>{TITLE} <small>发布时间：2025-01-08</small></h1><a href='#'>打印</a><div>{BODY}</div>"
    )
    assert read(source).metadata.title == TITLE


@pytest.mark.parametrize("above", ["", f"<h1>{TITLE}</h1><p>来源：县司法局</p>"])
def test_headings_of_the_text_are_no_columns_of_the_site(above: str) -> None:
    text = f"<h2>主要举措</h2><p>{SENTENCE * 3}</p><h2>存在问题</h2><p>{SENTENCE * 3}</p>"
    found = lines_of(page(f"{above}<div>{text}</div>", TITLE))
    assert found[-4:] == ["主要举措", SENTENCE * 3, "存在问题", SENTENCE * 3]
    assert found[0] == TITLE


def test_a_title_that_the_text_repeats_is_not_put_above_it() -> None:
    above = f"<h1>{TITLE}</h1><div><a href='#'>打印</a></div>"
    source = page(f"{above}<div><p>临水镇2024年度</p><p>法治政府建设年度报告</p>{BODY}</div>", TITLE)
    assert lines_of(source)[:2] == ["临水镇2024年度", "法治政府建设年度报告"]


@pytest.mark.parametrize(
    ("meta", "posted", "publisher"),
    [
        ('<meta name="PubDate" content="2025-01-08 15:34"><meta name="ContentSource" content="县司法局">', "2025-01-08", "县司法局"),
        ('<meta property="article:published_time" content="2025-01-08T15:34:00+08:00">', "2025-01-08", None),
        ('<META NAME="maketime" CONTENT="2025年1月8日">', "2025-01-08", None),
        ('<meta name="pubdate" content="刚刚"><meta name="source" content="来源：县司法局">', None, "县司法局"),
        ('<meta name="pubdate" content="2025-13-41">', None, None),
    ],
)  # fmt: skip
def test_meta_tags_speak_when_no_line_does_but_add_no_text(
    meta: str, posted: str | None, publisher: str | None
) -> None:
    found = read(f"<html><head>{meta}</head><body>{BODY}</body></html>")
    assert (found.metadata.posted, found.metadata.publisher) == (posted, publisher)
    assert found.text.split("\n") == pages.OPENING


def test_the_pages_own_statement_counts_before_one_copied_with_the_text() -> None:
    copied = "<p>发布时间：2024-03-28 16:58 信息来源：县司法局</p>"
    source = page(f"<div>发布时间：2025-01-08</div><div>{copied}{BODY}</div>")
    assert read(source).metadata.posted == "2025-01-08"


@pytest.mark.parametrize(
    "line",
    [
        "来源：信访渠道占六成，其余为热线转办；全部按时办结。",
        "承办人大代表建议12件",
        "打印普法资料3000份",
        "相关责任人受到处理",
        "附件：统计表",
        "（联系人：李某，电话：0598-1234567）",
        "上一年度问题整改情况",
        "编辑普法手册2册",
        "编辑：普法手册2册",
        "无障碍设施改造12处",
        "（三）用好政府门户网站",
        "时间：2024年3月5日，地点：镇政府会议室",
        "2024年3月5日 组织法治专题学习",
        "手机查询办件进度",
    ],
)
def test_lines_of_a_report_that_only_sound_like_furniture_are_kept(line: str) -> None:
    lines = [*pages.OPENING, line, line, line, *pages.CLOSING]
    assert lines_of(page("".join(f"<p>{each}</p>" for each in lines))) == lines


def test_an_empty_label_above_the_text_takes_nothing_of_it() -> None:
    labels = "".join(f"<li>{label}：</li>" for label in ("索引号", "来源", "内容概述"))
    assert lines_of(page(f"<ul>{labels}</ul>{BODY}")) == pages.OPENING


@pytest.mark.parametrize(
    "line", ["2025-01-08 15:34", "2025年01月08日 15:34 临水发布", "[2025-01-08]", "2025/1/8 08:30:00"]
)
def test_a_date_without_a_label_is_metadata_and_no_text(line: str) -> None:
    found = read(page(f"<h1>{TITLE}</h1><p>{line}</p>{BODY}"))
    assert found.metadata.posted == "2025-01-08"
    assert found.text.split("\n") == [TITLE, *pages.OPENING]


def test_laws_as_links_inside_a_sentence_stay() -> None:
    law = '按照<a href="/law">《中华人民共和国行政处罚法》</a>的规定，全部案件经过审核。'
    assert (
        lines_of(page(BODY + f"<p>{law}</p>"))[-1]
        == "按照《中华人民共和国行政处罚法》的规定，全部案件经过审核。"
    )


# Pages without a report

REMEDY = "请在浏览器里打开原网页，确认看得到报告正文，再把正文另存为 Word 报送。"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            page("<h1>404 Not Found</h1><hr><center>nginx</center>", "404 Not Found"),
            "“a.html”是网站的出错页面（“404 Not Found”），没有报告正文。" + REMEDY,
        ),
        (
            page("<p>对不起，您访问的页面不存在或已删除！</p><a href='/'>返回首页</a>"),
            "“a.html”是网站的出错页面（“对不起，您访问的页面不存在或已删除！”），没有报告正文。" + REMEDY,
        ),
        (
            page("<form>用户名<input name=u>密码<input type=password></form>", "统一身份认证"),
            "“a.html”是登录页面，没有报告正文。" + REMEDY,
        ),
    ],
    ids=["404", "gone", "login"],
)
def test_a_page_of_the_site_itself_is_refused(source: str, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(source)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            f'<h1>{TITLE}</h1><p>发布时间：2025-01-08</p><p><a href="P02.pdf?x=1">年度报告.pdf</a></p>',
            "网页上没有报告正文，正文在附件“年度报告.pdf”里。请下载附件，报送附件。",
        ),
        (
            f'<h1>{TITLE}</h1><iframe src="/viewer?file=a.pdf"></iframe>',
            "网页上没有报告正文，正文在嵌入的窗口里，没有随网页保存下来。" + REMEDY,
        ),
        (
            f'<h1>{TITLE}</h1><p><img src="1.jpg"><img src="2.jpg"></p>',
            "网页上没有报告正文，正文可能是图片，或要由脚本显示。" + REMEDY,
        ),
        (
            f"<ul>{pages.links(pages.MENU)}</ul><ul>{pages.links(pages.OTHER_YEARS)}</ul>",
            "网页上没有报告正文，只有菜单和链接。" + REMEDY,
        ),
    ],
    ids=["attachment", "frame", "pictures", "list of pages"],
)
def test_a_page_whose_text_is_elsewhere_is_not_scored_and_says_where(content: str, reason: str) -> None:
    assert read(page(content)).unscored == reason


def test_a_page_whose_text_is_elsewhere_still_tells_whose_it_is() -> None:
    found = read(page(f'<h1>{TITLE}</h1><p>发布时间：2025-01-08</p><a href="1.wps">正文.wps</a>'))
    assert (found.metadata.title, found.metadata.posted) == (TITLE, "2025-01-08")
    assert found.text.startswith(TITLE)


def test_a_page_with_its_text_may_have_frames_pictures_and_attachments() -> None:
    more = '<iframe src="/count"></iframe><img src="1.jpg"><p>附件：<a href="1.pdf">统计表.pdf</a></p>'
    found = read(page(BODY + more))
    assert found.unscored is None
    assert found.text.endswith("附件：统计表.pdf")


# Saved pages in one file


def archive(*parts: bytes, encoding: str = "quoted-printable", charset: str = "utf-8") -> bytes:
    message = EmailMessage(email.policy.SMTP)
    message["From"] = "<Saved by Blink>"
    message["Subject"] = TITLE
    message["MIME-Version"] = "1.0"
    message.make_related()
    for number, part in enumerate(parts):
        message.add_related(part, "text", "html", cte=encoding, params={"charset": charset})
        message.get_payload()[-1]["Content-Location"] = f"http://example.cn/{number}.htm"  # type: ignore[union-attr,index]
    message.add_related(b"\xff\xd8\xff" * 50, "image", "jpeg")
    return message.as_bytes()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "us-ascii", "x-unknown"])
def test_a_single_file_page_is_the_page_inside(encoding: str, codec: str, charset: str) -> None:
    found = read(archive(pages.trs().encode(codec), encoding=encoding, charset=charset), "a.mht")
    assert found.kind == "单文件网页（mht）"
    assert found.text == read(pages.trs()).text


def test_of_several_pages_inside_the_one_with_the_report_is_read() -> None:
    frame = page("<p>点击次数：33</p>")
    outer = page(f"<h1>云山县</h1><iframe src='x'></iframe>{pages.links(pages.MENU)}").encode()
    for parts in itertools.permutations((frame.encode(), outer, pages.ucap().encode())):
        assert read(archive(*parts), "报告.doc").metadata.title == TITLE


def test_a_mail_without_a_page_is_one_clear_sentence() -> None:
    message = EmailMessage()
    message["Subject"] = "report"
    message.set_content("见附件。")
    with pytest.raises(
        UnreadableError, match="是网页存档或邮件，里面没有网页正文。请打开后把正文另存为 Word 再报送。"
    ):
        read(message.as_bytes(), "a.mht")


# Hostile pages


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<div>" * 100_000 + "正文", "里面的标签一层套一层，深得异常"),
        ("<table><tr><td>" * 60_000 + "正文", "里面的标签一层套一层，深得异常"),
        ("<html>" + "<br>" * 3_000_000, "里面的标签超过 20 万个"),
        ("<pre>" + "甲\n" * 200_000, "文字超过 5 万行"),
        (
            "<p " + " ".join(f"a{number}" for number in range(400_000)) + ">正文",
            "一个标签里的属性超过 500 个",
        ),
        ("<html><!--" + "x" * 17 * limits.MEBIBYTE + "-->", "除图片外超过 16 MB"),
    ],
    ids=["nested", "nested tables", "one tag", "lines", "attributes", "size"],
)
def test_a_page_beyond_measure_is_refused(source: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(source)


def test_pictures_inside_the_page_do_not_count() -> None:
    picture = "data:image/png;base64," + "QUJD" * 5_000_000
    found = lines_of(pages.trs().replace("<table", f'<p><img src="{picture}"></p><table'))
    assert found[-len(LINES) :] == LINES


def test_tags_never_closed_cost_no_text() -> None:
    source = "".join(f"<p><font size=3><b><i>第{number}段，{SENTENCE}" for number in range(500))
    assert len(lines_of(source)) == 500


def test_entities_are_data() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    text = read(bomb + page(f"{BODY}<p>&b;&x;</p>")).text
    assert "root:" not in text and "aaaa" not in text.replace('"', "")[-200:].split("\n")[-1]


@given(st.data())
def test_any_damage_gives_a_text_or_the_readers_own_sentence(data: st.DataObject) -> None:
    spoilt = bytearray(data.draw(st.sampled_from([layout() for layout in LAYOUTS])).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, len(spoilt) - 1))
        spoilt[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
    try:
        content = html.read_content(bytes(spoilt), Job("a.html"))
    except UnreadableError as error:
        assert str(error).endswith("。") and "已损坏" not in str(error)
    else:
        assert all(piece.text for piece in content.pieces)


@given(st.lists(st.sampled_from("<p> </p> <table> <tr> <td> </td> </table> <li> <ol> <a href=x> </a> <h1> 报告 依法行政，有序推进。 <br> <pre> \n".split(" ")), max_size=60))  # fmt: skip
def test_any_mixture_of_tags_keeps_all_sentences(tags: list[str]) -> None:
    source = "<html>" + "".join(tags)
    try:
        text = read(source).text
    except UnreadableError:
        text = ""
    assert text.count("依法行政") == tags.count("依法行政，有序推进。") or "<a" in source
