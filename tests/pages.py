"""Web pages in the manner of the systems that government sites run on, built around one report."""

from collections.abc import Callable, Iterable
from html import escape

UNIT = "临水镇人民政府"
TITLE = "临水镇2024年度法治政府建设年度报告"
TABLE = [["项目", "数量"], ["行政执法人员持证", "23人"], ["调解纠纷", "41起"]]
OPENING = [
    "云山县人民政府：",
    "2024年，临水镇坚持以习近平法治思想为指导，认真落实县委、县政府关于法治政府建设的部署，现将有关情况报告如下：",
    "一、主要举措和成效",
    "（一）加强党的领导。镇党委会议专题研究法治建设4次，镇长履行推进法治建设第一责任人职责，带头学法、依法决策。",
    "（二）规范行政执法。全年办理行政处罚案件12件，全部经过法制审核；未发生行政复议和行政诉讼案件。",
]
CLOSING = [
    "二、存在的问题",
    "执法力量仍显不足，个别执法人员对新修订的《中华人民共和国行政处罚法》学习不够深入；普法形式不够丰富。",
    "三、下一年度工作安排",
    "2025年，将组织执法人员专题培训不少于4次，每季度开展一次案卷评查，推动执法质量进一步提升。",
    "临水镇人民政府",
    "2025年1月6日",
    "（此件公开发布）",
]
LINES = [*OPENING, *("\t".join(row) for row in TABLE), *CLOSING]
# Whatever of these reaches the text is furniture that was not told.
FURNITURE = [
    "首页", "走进云山", "互动交流", "当前位置", "所在位置", "浏览次数", "点击", "阅读", "字体", "字号", "打印", "关闭", "分享",
    "微信", "微博", "上一篇", "下一篇", "上一条", "下一条", "相关", "热门", "2019年", "2020年", "2021年", "主办", "承办", "备案", "ICP",
    "公网安备", "标识码", "版权", "网站地图", "扫一扫", "统计代码", "责任编辑", "责编", "没有了", "预览时", "赞", "document", "搜索",
]  # fmt: skip

MENU = ["首页", "走进云山", "政务公开", "政务服务", "互动交流", "数据开放", "行政执法公示"]
OTHER_YEARS = [f"临水镇{year}年法治政府建设年度报告" for year in range(2019, 2024)]


def links(names: Iterable[str], each: str = "<li>{}</li>") -> str:
    return "".join(each.format(f'<a href="/{number}.html">{name}</a>') for number, name in enumerate(names))


def paragraphs(lines: Iterable[str], each: str = "<p>{}</p>\n") -> str:
    return "".join(each.format(escape(line)) for line in lines)


def table(attributes: str = 'border="1"') -> str:
    rows = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in TABLE)
    return f"<table {attributes}><tbody>{rows}</tbody></table>"


def body(each: str = "<p>{}</p>\n") -> str:
    return paragraphs(OPENING, each) + table() + paragraphs(CLOSING, each)


FOOT = (
    '<div class="footer"><p>主办：云山县人民政府办公室　承办：云山县数据局</p><p>网站标识码：3504240001　'
    '<a href="https://beian.miit.gov.cn">闽ICP备05000000号</a>　闽公网安备 35042400000001号</p>'
    '<p><a href="/map">网站地图</a> | <a href="/about">关于我们</a> | 联系电话：0598-1234567</p></div>'
)
SIDE = '<div class="right"><h3>相关链接</h3><ul>' + "".join(
    f'<li><a href="{year}.htm">{name}</a><span>{year + 1}-01-1{year % 10}</span></li>'
    for year, name in enumerate(OTHER_YEARS, 2019)
) + "</ul></div>"  # fmt: skip


def gkmlpt() -> str:
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
    <meta name="SiteName" content="云山县人民政府门户网站"><meta name="ColumnName" content="法治政府建设年度报告">
    <meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2025-01-08 15:34">
    <meta name="ContentSource" content="本网"><title>{TITLE}-云山县人民政府门户网站</title></head><body>
    <div class="header"><div class="logo"><img src="logo.png"></div><ul class="nav">{links(MENU)}</ul></div>
    <div class="crumbs"><span>所在位置</span>：{links(MENU[:3], "{} &gt; ")}<span>法治政府建设年度报告</span></div>
    <div class="main"><div class="content">
      <div class="classify"><table><tr><td class="label">索引号:</td><td class="content"><span>11350424-2025-00001</span></td>
        <td class="label">分类:</td><td class="content"><span>法治政府、报告</span></td></tr>
        <tr><td class="label">发布机构:</td><td class="content"><span>{UNIT}</span></td>
        <td class="label">成文日期:</td><td class="content"><span>2025-01-06</span></td></tr>
        <tr><td class="label">名称:</td><td colspan="3"><span class="title">{TITLE}</span></td></tr>
        <tr><td class="label">文号:</td><td><span></span></td><td class="label">发布日期:</td><td><span>2025-01-08</span></td></tr></table></div>
      <div class="title-box"><h1 class="title document-number">{TITLE}</h1></div>
      <div class="date-row"><span>发布日期：2025-01-08</span><span>浏览次数：<span id="hits">-</span></span></div>
      <div class="share-row">分享到：<a class="icon-weixin">微信</a><a class="icon-sina">微博</a></div>
      <div class="article-content">{body()}</div>
      <div class="relates"><div class="hd">相关文件</div><ul>{links(OTHER_YEARS)}</ul></div>
    </div></div><script src="gkmlpt.js"></script>{FOOT}</body></html>"""


def dahan() -> str:
    """jcms: tables all over, the text in #zoom, comments as marks."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>云山县人民政府 法治政府 {TITLE}</title>
    <META NAME="maketime" CONTENT="2025-01-08 15:40:02"></head><body>
    <table width="1000" align="center"><tr>{links(MENU, "<td>{}</td>")}</tr></table>
    <table width="1000"><tr><td height="30">您当前的位置：{links(MENU[:2], "{} &gt;&gt; ")}正文</td></tr></table>
    <table id="article" width="1000"><tr><td class="title"><!--<$[标题名称(html)]>begin-->{TITLE}<!--<$[标题名称(html)]>end--></td></tr>
    <tr><td align="center"><table width="100%"><tr><td>发布日期：2025-01-08</td><td>信息来源：{UNIT}</td><td>浏览次数：<script>document.write("1")</script></td>
    <td>字号：[ <a href="#">大</a> <a href="#">中</a> <a href="#">小</a> ]</td></tr></table></td></tr>
    <tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin-->{body('<p style="text-indent:2em"><span>&emsp;&emsp;{}</span></p>')}<!--ZJEG_RSS.content.end--></div></td></tr>
    <tr><td align="right">【<a href="javascript:window.print()">打印本页</a>】【<a href="javascript:window.close()">关闭窗口</a>】</td></tr></table>
    <table width="1000"><tr><td>上一篇：<a href="1.htm">{OTHER_YEARS[-1]}</a></td></tr><tr><td>下一篇：没有了</td></tr></table>
    <table width="1000"><tr><td>主办单位：云山县人民政府　闽ICP备05000000号　网站标识码：3504240001</td></tr></table></body></html>"""


def boda() -> str:
    """Webplus of 博达: VSB classes, the info line in one div, the side column without links."""
    return f"""<!DOCTYPE html><HTML><HEAD><TITLE>{TITLE}-云山县司法局</TITLE><META charset="UTF-8"></HEAD><BODY>
    <div class="nav"><ul>{links(MENU)}</ul></div><div class="dqwz">当前位置: {links(MENU[:3], "{} >> ")} 正文</div>
    <div class="left"><h3>热门文章</h3><ul>{"".join(f"<li onclick='go({i})'>{name}</li>" for i, name in enumerate(OTHER_YEARS))}</ul></div>
    <form name="_newscontent_fromname"><div class="main_contit"><h2 align="center">{TITLE}</h2>
    <div align="center" style="LINE-HEIGHT: 400%">日期：2025-01-08&nbsp;&nbsp;来源：{UNIT}&nbsp;&nbsp;点击：[<span id="dynclicks">128</span>]</div>
    <div id="vsb_content"><div class="v_news_content">{body('<p class="vsbcontent_start">　　{}</p>')}</div></div></div>
    <p align="right">【<a href="javascript:window.opener=null;window.close();">关闭窗口</a>】</p>
    <p>上一条：<a href="../1.htm">{OTHER_YEARS[-1]}</a></p><p>下一条：<a href="../2.htm">{OTHER_YEARS[-2]}</a></p></form>{FOOT}</BODY></HTML>"""


def trs() -> str:
    """TRS WCM: spans in spans, a style sheet inside the text, lines of the source broken in mid-sentence."""
    wrapped = "".join(
        f'<p style="text-align: justify"><span style="font-family:仿宋"><span>{escape(line[:9])}\n   </span>{escape(line[9:])}</span></p>\n'
        for line in OPENING
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{TITLE}">
    <meta name="ContentSource" content="{UNIT}"><meta name="PubDate" content="2025/01/08 15:34:00">
    <title>{TITLE}_法治政府建设_云山县人民政府</title></head><body>
    <div class="top"><div class="menu">{links(MENU, "{}")}</div></div><div class="BreadcrumbNav">首页 &gt; 政务公开 &gt; 法治政府建设</div>
    {SIDE}<div class="xl-main"><div class="xl-tit"><h1>{TITLE}</h1></div>
    <div class="xl-info"><span>来源：{UNIT}</span><span>发布时间：2025-01-08 15:34</span><span>阅读：<i id="cnt">33</i></span><span class="xl-tool">【字体：<b>大</b> <b>中</b> <b>小</b>】</span></div>
    <div class="TRS_Editor"><style>.TRS_Editor P{{margin:0}}</style>{wrapped}{table('class="MsoTableGrid"')}{paragraphs(CLOSING)}</div>
    <div style="display:none">统计代码 document</div><div class="bdsharebuttonbox"><a>分享到微信</a></div></div>{FOOT}</body></html>"""


def ucap() -> str:
    """The national template: own tags around the text, labels without colons in a table."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="firstpublishedtime" content="2025-01-08-15:34:00">
    <title>{TITLE}_年度报告_云山县人民政府</title></head><body><div class="header_nav">{links(MENU, "{}")}</div>
    <table class="bd1"><tbody><tr><td><b>索 引 号</b></td><td>000014349/2025-00001</td><td><b>主题分类</b></td><td>法治建设</td></tr>
    <tr><td><b>发文机关</b></td><td>{UNIT}</td><td><b>成文日期</b></td><td>2025年01月06日</td></tr>
    <tr><td><b>标　　题</b></td><td colspan="3">{TITLE}</td></tr><tr><td><b>发文字号</b></td><td></td><td><b>发布日期</b></td><td>2025年01月08日</td></tr></tbody></table>
    <div class="pages_content" id="UCAP-CONTENT"><ucapcontent><p align="center"><b>{TITLE}</b></p>{body()}</ucapcontent></div>
    <div class="pages-print">【我要纠错】　<a class="print">打印</a></div>
    <div class="related"><h2>相关稿件</h2><ul>{links(OTHER_YEARS)}</ul></div>
    <div id="footer">版权所有：云山县人民政府　网站标识码：3504240001</div></body></html>"""


def weixin() -> str:
    """A public account: the text is hidden until a script shows it, the date has no label."""
    sections = body('<section style="margin:8px"><span leaf="">{}</span></section>')
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="微信公众平台"><title></title></head>
    <body><div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="img-content" class="rich_media_wrp">
    <h1 class="rich_media_title" id="activity-name">{TITLE}</h1>
    <div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta"><a href="javascript:void(0);" id="js_name">临水发布</a></span> <em id="publish_time">2025-01-08 15:34</em></div>
    <div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0; ">{sections}</div>
    <div id="js_tags_preview_toast" style="display: none;">预览时标签不可点</div></div>
    <div class="rich_media_tool"><span>阅读</span> <span>赞</span> <a>分享</a></div></div>
    <div class="qr_code_pc"><p>微信扫一扫<br>关注该公众号</p></div><div style="display:none">继续滑动看下一个<br>轻触阅读原文<br>向上滑动看下一个</div></div></body></html>"""


def renmin() -> str:
    """A news site: date and source in one line, the editor below, other news beside and below."""
    return f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>{TITLE}--地方--云山新闻网</title><meta name="source" content="来源：临水镇人民政府"></head>
    <body><nav><ul>{links(MENU)}</ul></nav><div class="layout rm_txt"><div class="col col-1"><h1>{TITLE}</h1>
    <div class="channel"><div class="col-1-1">2025年01月08日08:30 | 来源：<a href="http://www.example.cn/">{UNIT}</a></div><div class="col-1-2">小字号 大字号</div></div>
    <div class="rm_txt_con">{body("<p>　　{}</p>")}<div class="edit">(责编：李某、王某)</div></div>
    <div class="bdshare">分享让更多人看到</div><div class="rm_relevant"><h2>相关新闻</h2><ul>{links(OTHER_YEARS)}</ul></div></div>
    <div class="col col-2"><h2>热门排行</h2><ul>{links(OTHER_YEARS)}</ul></div></div>
    <div id="copyright">人 民 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用<br>Copyright © 1997-2025</div></body></html>"""


def nineties() -> str:
    """Tables for everything, tags never closed, a title that no tag marks, the site's name in the head."""
    text = "".join(f"<P><FONT size=3>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in OPENING)
    rest = "".join(f"<P><FONT size=3>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in CLOSING)
    return f"""<HTML><HEAD><TITLE>云山县人民政府</TITLE></HEAD><BODY bgcolor=#ffffff><TABLE width=960><TR><TD colspan=2>{links(MENU, "{} | ")}</TD></TR>
    <TR><TD width=200 valign=top><TABLE>{links(OTHER_YEARS, "<TR><TD>· {}</TD></TR>")}</TABLE></TD>
    <TD><TABLE><TR><TD align=center><FONT size=5 color=red>{TITLE}</FONT></TD></TR><TR><TD align=center>发布时间：2025-1-8　来源：{UNIT}　点击数：33</TD></TR>
    <TR><TD>{text}{table("border=1 width=80%")}{rest}</TD></TR><TR><TD align=right>【<A href=#>打印</A>】【<A href=#>关闭</A>】</TD></TR></TABLE></TD></TR>
    <TR><TD colspan=2 align=center>主办：云山县人民政府办公室 闽ICP备05000000号</TD></TR></TABLE>"""


def listed() -> str:
    """What the page states of its paper as a list, label and value in blocks of their own, some empty."""
    facts = [
        ("索引号", "6107280000/2025-001005"),
        ("主题分类", ""),
        ("来源", ""),
        ("发文机构", UNIT),
        ("有效性", "有效"),
        ("发布日期", "2025年01月08日 16:34"),
    ]
    items = "".join(f"<li><div>{label}:</div><div>{value}</div></li>" for label, value in facts)
    lines = "<br>\n<br>\n".join("　　" + escape(line) for line in OPENING)
    rest = "<br>\n".join("　　" + escape(line) for line in CLOSING)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} - 年度报告 - 云山县人民政府</title></head><body>
    <div class="menu"><ul>{links(MENU)}</ul></div><div class="position">首页 &gt; 政务公开 &gt; 年度报告</div><h2>{TITLE}</h2><ul class="facts">{items}</ul>
    <div class="text"><h2>{TITLE}</h2>{lines}{table()}{rest}</div><div class="prenext"><p>上一篇：{OTHER_YEARS[-1]}</p><p>下一篇：没有了</p></div>
    <div class="list"><p>相关阅读</p>{"".join(f"<p>{name} 20{year}-01-10</p>" for year, name in enumerate(OTHER_YEARS, 20))}</div>{FOOT}</body></html>"""


LAYOUTS: list[Callable[[], str]] = [gkmlpt, dahan, boda, trs, ucap, weixin, renmin, nineties, listed]


def word_export() -> str:
    """What Word saves as a web page: numbers of lists as spans between conditional comments."""
    numbered = "".join(
        f"<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span\nstyle='mso-list:Ignore'>{number}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;</span></span></span><![endif]><span\nstyle='font-family:仿宋'>{text}<span lang=EN-US><o:p></o:p></span></span></p>\n"
        for number, text in (("一、", "主要举措"), ("二、", "存在的问题"))
    )
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<title>云山县人民政府办公室文件</title><!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>李某</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {{mso-style-unhide:no;}} --></style></head><body lang=ZH-CN><div class=WordSection1>
<p class=MsoTitle align=center><b><span>{TITLE}</span></b></p>
<p class=MsoNormal><span lang=EN-US>2024</span><span>年，临水镇调解纠纷<del cite="mailto:a" datetime="2025-01-02"><span>30</span></del><ins cite="mailto:a" datetime="2025-01-02">41</ins>起，办理行政处罚案件12件，全部经过法制
审核。</span></p>
<p class=MsoNormal><span style='mso-hide:all;display:none'>内部备注</span><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
{numbered}</div><div class=WordSection2><p class=MsoNormal align=right>{UNIT}</p></div>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>请核实数字。</p></div></div></body></html>"""
