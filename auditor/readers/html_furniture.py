"""Which lines of a page are its furniture: menus, breadcrumbs, tools, lists of other pages, the footer."""

import re
from itertools import accumulate

from auditor.readers.html_lines import Block, Line, Page
from auditor.readers.html_title import is_paper_title
from auditor.readers.html_tree import weight

_SENTENCE = re.compile(r"[。；;！!]|，.*，")
_RUNNING_CHARACTERS = 20
_SENTENCE_END = ("。", "；", ";")

_SIGNS = r"[-\s\[\]【】()（）|｜/:：<>《》＜＞»·•、，,＋+]*+"
_PRESSED = (
    "首页|打印(?:本页|此页|文章)?|关闭(?:窗口|本页|页面)?|字体|字号|大|中|小|默认|特大|超大|收藏(?:本页|此页)?|分享(?:到|至)?"
    "|返回(?:顶部|首页|列表|上页)?|纠错|朗读|语音播报|微信|微博|新浪微博|腾讯微博|QQ空间|QQ好友|QQ|复制链接|下载|保存|繁体|简体"
    "|无障碍(?:浏览)?|长者(?:模式|助手)|适老化|关怀版|登录|注册|设为首页|加入收藏|在看|点赞|赞|喜欢|留言|收听|听过|阅读原文|展开"
    r"|收起|上一页|下一页|尾页|末页|跳转|更多|English|EN|A|T"
)
# A line of nothing but words to press. Atomic: 返回 首页 and 返回首页 must not be tried in turn.
_TOOLS = re.compile(rf"{_SIGNS}(?:(?>{_PRESSED}){_SIGNS})++", re.IGNORECASE)
_PHRASE = re.compile(
    r"[-\s\[【(（<>•·■●»◎]*(?:"
    r"您?(?:当前|现在)?(?:所在)?的?位置\s*[:：>＞]|您现在所在|首页\s*[>＞»/|]"
    r"|分享(?:到|至)?\s*[:：]|一键分享|扫一扫|扫描二维码|请?(?:使用|用)(?:微信|手机)(?:扫|看|打开|查看)|微信扫|手机(?:查看|打开|浏览)(?:本|当前|此)|长按.{0,6}二维码"
    r"|返回顶部|语音播报|无障碍(?:浏览|阅读)|设为首页|今天是|您是第|上一[篇条页]\s*[:：]|下一[篇条页]\s*[:：]|[上下]一[篇条]$"
    r"|(?:主办|承办|协办|主管|维护)(?:单位)?\s*[:：]|技术支持\s*[:：]|版权所有|copyright|©|网站标识码|网站地图|网站声明|关于我们|联系我们"
    r"|.{0,12}ICP(?:备|证)|.{0,12}公网安备|政府网站找错|建议使用.{0,20}(?:浏览器|分辨率)"
    r"|(?:(?:责任|网络|本文)编辑|责编)\s*[:：]|[^，。、()（）\d一二三四五六七八九十]{2,20}门户网站$|免责声明|版权声明|(?:特别)?声明\s*[:：]|隐私(?:政策|声明)"
    r"|预览时标签不可点|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|收录于|关注该公众号"
    r")",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"[-\s【\[■●]*(?:相关(?:链接|阅读|文章|解读|信息|新闻|报道|稿件|文件|推荐|政策|内容|文档)|热门(?:文章|推荐|信息|新闻|阅读)"
    r"|(?:推荐|延伸|深度)阅读|猜你喜欢|(?:最新|热点)(?:信息|文章|动态|公开|新闻|推荐)|(?:点击|阅读)排行.{0,2}|往期.{0,4}|历年.{0,8}|图片新闻"
    r"|(?:信息|栏目|站内)?导航)[\s】\]:：]*(?:更多.{0,3})?"
)
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menus?|crumbs?|bread\w*|foot|footer|share|sharebar|bdshare\w*|sidebar|pagination|pager|copyright"
    r"|related?|toolbar|qrcode|ewm|dqwz|wzdh|fenxiang|prevnext|xgwz|xgxx|xgyd)(?:$|[\s_\d-])"
    r"|navigation|contentinfo|complementary"
)
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "menu"})
# With hyphens: so lists are dated, and 2024年3月5日 may start a line of the report.
_DATE = r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
_DATE_ITEM = re.compile(rf".{{6,60}}?[\s\[(（【]*{_DATE}[\])）】]*|[\[(（]?{_DATE}[\])）]?.{{6,60}}")
_FEWEST_DATE_ITEMS = 3
_LONGEST_PHRASE = 120
_ATTACHMENT = re.compile(r"[\s【\[]*(?:附件|附表|附)\s*\d*\s*[:：.、]")


def is_running(line: Line) -> bool:
    """Tell whether the line is running text: sentences, not only a name or a button."""
    own = weight(line.text) - line.linked
    return own >= _RUNNING_CHARACTERS and bool(_SENTENCE.search(line.plain))


def furniture(page: Page, info: list[bool]) -> list[bool]:
    """Tell for every line whether it is furniture; ``info`` marks lines that are told apart already."""
    running = [is_running(line) for line in page.lines]
    found = [
        not told and _is_furniture(line, runs)
        for line, runs, told in zip(page.lines, running, info, strict=True)
    ]
    plain = [not told and not runs for told, runs in zip(info, running, strict=True)]
    _mark_date_items(page.lines, plain, found)
    covered = _covered(page, running)
    return [line or (cover and not told) for line, cover, told in zip(found, covered, info, strict=True)]


def _covered(page: Page, running: list[bool]) -> list[bool]:
    """Tell for every line whether it stands in a block that is furniture as a whole."""
    text_before = [0, *accumulate(running)]
    edges = [0] * (len(page.lines) + 1)
    for block in page.blocks:
        has_text = text_before[block.last] > text_before[block.first]
        if not has_text and block.first < block.last and (_is_named(block) or _is_related(page.lines, block)):
            edges[block.first] += 1
            edges[block.last] -= 1
    return [depth > 0 for depth in accumulate(edges[:-1])]


def _is_furniture(line: Line, runs: bool) -> bool:
    text = line.plain
    is_short = len(text) <= _LONGEST_PHRASE and not text.endswith(_SENTENCE_END)
    if is_short and (_TOOLS.fullmatch(text) or _PHRASE.match(text)):
        return True
    is_title = line.heading > 0 and is_paper_title(text)
    if runs or is_title or _ATTACHMENT.match(text):
        return False
    own = weight(text) - line.linked
    is_sentence = own > 0 and text.endswith(_SENTENCE_END)
    return line.linked > 0 and line.linked >= own and not is_sentence


def _mark_date_items(lines: list[Line], plain: list[bool], found: list[bool]) -> None:
    """Mark runs of lines that each name a page and its date: a list of other pages."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and plain[index] and _is_date_item(lines[index]):
            continue
        if index - start >= _FEWEST_DATE_ITEMS:
            found[start:index] = [True] * (index - start)
        start = index + 1


def _is_date_item(line: Line) -> bool:
    return not line.is_row and bool(_DATE_ITEM.fullmatch(line.plain))


def _is_named(block: Block) -> bool:
    return block.tag in _FURNITURE_TAGS or bool(_NAMES.search(block.names))


def _is_related(lines: list[Line], block: Block) -> bool:
    return block.last - block.first > 1 and bool(_RELATED.fullmatch(lines[block.first].plain))
