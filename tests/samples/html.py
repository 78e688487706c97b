"""Pages of government sites in the layouts that are in use, with all that stands around the report."""

import base64
import quopri
import re
from html import escape

from tests.samples.report import Block, Report

_SITE = "临水县人民政府门户网站"
_MENU = "".join(
    f'<li><a href="/{place}">{name}</a></li>'
    for place, name in enumerate("首页 走进临水 政务公开 政务服务 互动交流 行政执法公示 数据开放".split())
)
_PLACE = '您现在的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; <a>法治政府建设年度报告</a>'
_OTHER_YEARS = "".join(
    f'<li><a href="/a{year}.htm">临水镇{year}年法治政府建设年度报告</a><span>{year + 1}-01-10</span></li>'
    for year in range(2017, 2023)
)
_FOOT = (
    "<p>主办单位：临水县人民政府办公室</p><p>网站标识码：3504240001　<a>闽ICP备05000000号</a>　"
    "闽公网安备 35042400000001号</p><p>联系电话：0598-0000000　<a>网站地图</a>｜<a>关于我们</a></p>"
)
_AFTER = (
    '<div class="share">分享到：<a>微信</a><a>微博</a></div><div class="pn"><p>上一篇：'
    "<a>临水镇2021年法治政府建设年度报告</a></p><p>下一篇：没有了</p></div>"
)
_HIDDEN = '<div style="display:none">隐藏的统计代码文字</div>'
FURNITURE = (
    "走进临水",
    "您现在的位置",
    "主办单位",
    "网站标识码",
    "分享到",
    "上一篇",
    "隐藏的统计代码",
    "脚本里的文字",
)


def truth(report: Report) -> tuple[str, ...]:
    """What a perfect reader returns of a page: the title, when and by whom it was posted, and the report."""
    posted = re.split(r"\s+(?=信息)", report.posted)
    return (*filter(None, (report.title, *posted)), *report.body.lines)


def paper(report: Report) -> tuple[str, ...]:
    """The report as its writer has it, before it was put on a page."""
    return tuple(block.text for block in report.blocks if block.kind != "meta")


def page(main: str, report: Report, charset: str | None = "utf-8") -> str:
    """A whole page around the main text."""
    title = report.title
    head = (
        (f'<meta charset="{charset}">' if charset else "")
        + f"<title>{escape(title)}{'_' if title else ''}{_SITE}</title>"
        + "<script>document.write('<p>脚本里的文字</p>')</script><style>.a{color:red}</style>"
    )
    heading = f"<h1>{escape(title)}</h1>" if title else ""
    bar = (
        f'<div class="info">{escape(report.posted)}　浏览次数：<span id="hits">128</span>　'
        "字体：[<a>大</a> <a>中</a> <a>小</a>]　<a>打印</a> <a>关闭</a></div>"
    )
    side = f'<div class="side"><h3>相关链接</h3><ul>{_OTHER_YEARS}</ul></div>'
    middle = f'<div class="wrap">{side}<div class="main">{heading}{bar}{main}{_AFTER}</div></div>'
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><div class=nav><ul>{_MENU}</ul></div>"
        f'<div class="pos">{_PLACE}</div>{middle}<div class="footer">{_FOOT}</div></body></html>'
    )


def _rows(block: Block) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows
    )
    return f'<table border="1">{rows}</table>'


def spans(report: Report) -> str:
    """Paragraphs of nested spans with inline styles, as editors of web sites leave them."""

    def one(text: str) -> str:
        start, rest = escape(text[:7]), escape(text[7:])
        font = "font-family:仿宋_GB2312;font-size:16pt"
        return f'<p style="text-indent:2em"><span style="{font}">&ensp;&ensp;<span>{start}</span>{rest}</span></p>'

    inner = "".join(_rows(block) if block.rows else one(block.text) for block in report.body.blocks)
    return f'<div id="zoom" class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style>{inner}</div>'


def breaks(report: Report) -> str:
    """One block, its paragraphs parted by <br>."""
    inner = "<br/><br/>\n".join(
        _rows(block) if block.rows else "　　" + escape(block.text) for block in report.body.blocks
    )
    return f'<div class="article_content" id="UCAP-CONTENT">{inner}</div>'


def nested_tables(report: Report) -> str:
    """Tables for layout, paragraphs never closed."""
    inner = "".join(
        _rows(block) if block.rows else f"<p><font size=3>&nbsp;&nbsp;&nbsp;&nbsp;{escape(block.text)}</font>"
        for block in report.body.blocks
    )
    return f'<table width=960><tr><td><table><tr><td class="bt">{inner}</td></tr></table></td></tr></table>'


def boxes(report: Report) -> str:
    """Bare divs, a hidden block between them."""
    blocks = report.body.blocks
    middle = len(blocks) // 2
    inner = [_rows(block) if block.rows else f"<div>{escape(block.text)}</div>" for block in blocks]
    return f'<div class="con">{"".join([*inner[:middle], _HIDDEN, *inner[middle:]])}</div>'


def by_word(report: Report) -> str:
    """A report that Word saved as a page: conditional comments, o:p, classes; nothing around it."""
    inner = "".join(f"<p class=MsoNormal>{escape(line)}<o:p></o:p></p>" for line in paper(report))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv=Content-Type '
        'content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 11">'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->"
        f"<style><!-- p.MsoNormal {{margin:0cm}} --></style></head><body lang=ZH-CN><div>{inner}</div></body></html>"
    )


def mht(source: str, charset: str = "utf-8", *, in_base64: bool = False) -> bytes:
    """A page and a picture of it as one file (MHTML)."""
    data = source.encode(charset if charset == "utf-8" else "gb18030")
    body = base64.encodebytes(data) if in_base64 else quopri.encodestring(data)
    parts = [
        f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: '
        f"{'base64' if in_base64 else 'quoted-printable'}\r\nContent-Location: http://www.linshui.invalid/a.htm"
        "\r\n\r\n".encode()
        + body,
        b"Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACw=",
    ]
    head = (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; '
    )
    inner = b"".join(b"\r\n--=_NextPart\r\n" + part for part in parts)
    return head + b'boundary="=_NextPart"\r\n\r\n' + inner + b"\r\n--=_NextPart--\r\n"
