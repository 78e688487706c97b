"""The physical lines of a document, folded, with page furniture told from the report.

What a web copy or a printer adds (breadcrumb, metadata block, page numbers, sharing tools) is no report:
it is left out of the body, but the publisher and the dates it states are kept.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.models import Block, Spot

_SENTENCE_END = "。！？!?;；"

_PAGE_NUMBER = re.compile(
    r"^[-\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/,，]?\s*共\s*\d+\s*页|/\d{1,3})?[-\s]*$|^-\s*\d+\s*-$"
)
_LABEL = (
    r"索\s*引\s*号|备注/?文?号?|文\s*号|发文字号|发布机构|发文机关|公开责任部门|责任部门|公文生成日期|成文日期|成文时间|发文时间|"
    r"发文机构|发文单位|发布单位|文章来源|上网时间|公开日期|公开时间|印发日期|文件编号|"
    r"发文日期|发布日期|发布时间|生成日期|更新时间|日期(?=\s*[:：]\s*(?:20|$))|时间(?=\s*[:：]\s*(?:20|$))|主题分类|体裁分类|组配分类|信息分类|分类|统一登记号|有效性|效力状态|"
    r"废止日期|名\s*称|内容概述|关\s*键\s*词|主题词|信息来源|来源|作者|编辑|责任编辑|审核|终审|浏览次数|点击数|点击量|阅读人次|"
    r"阅读量|访问次数|访问量|字体|字号|信息名称|公开方式|公开范围|公开形式|公开类型|制发机关|所属机构|供稿|撰稿"
)
_METADATA = re.compile(rf"^[-•·\s\[]*(?:{_LABEL})\s*\]?\s*[:：].{{0,80}}$")
_TOOLS = re.compile(
    r"^[\[(<\s•·]*(?:您?(?:当前|现在)?的?(?:当前)?位置\s*[:：]|您现在所在|首页\s*[>》|]|\[?打印|\[?关闭|【?\s*字体|分享到|扫一扫|返回顶部|语音播报|"
    r"无障碍|长者助手|关怀版|视力保护|朗读|今天是|网站地图|上一[篇条]|下一[篇条]|相关(?:链接|阅读|文章|解读|附件)|主办|承办|附件[:：]?(?:无)?$|联系电话|联系地址|地址[:：]|邮编|传真[:：]|"
    r"版权所有|联系我们|技术支持|.{0,10}ICP备|.{0,6}公网安备|网站标识码|政府网站|我的足迹|购物车|\(?此件(?:主动|依申请|不予)?公开|"
    r"\[\s*(?:大|中|小|打印|关闭)|大\s*中\s*小|收藏本页|保存|复制链接|用?手机(?:打开|查看)|本文档?由会员|.{0,30}可在线阅读|仅展示\d+字)"
)
# What converters leave inside the text: Word bookmarks, the pinyin of a converted character (習(xí)近平).
_LEFT_OVER = re.compile(
    r"\[bookmark:[^\]]*\]|(?<=[\u4e00-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňḿ]{1,7}[)）]", re.IGNORECASE
)
# Marks and figures of running text: 打印普法资料3000份。 is no printing button.
_SENTENCE = re.compile(
    r"[。;；]$|[,，].{0,30}\d+(?:件|次|场|份|人|名|期|起)|\d+(?:件|场|份|名|期|起|余份|人次)"
)
_DATE = re.compile(r"(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")

POSTED_LABEL = re.compile(
    r"(?:发布日期|发布时间|更新时间|发文时间|上网时间|公开日期|公开时间|(?:^|(?<=\n))\s*[\[(]?(?:时间|日期))\s*[:：]\s*"
)
DRAWN_UP_LABEL = re.compile(r"(?:成文日期|成文时间|公文生成日期|生成日期)\s*[:：]\s*")
PUBLISHER_LABEL = re.compile(
    r"(?:发布机构|发文机构|发文机关|发文单位|发布单位|制发机关|公开责任部门|信息来源|来源)\s*[:：]\s*([^\s【\[]{2,40})"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line without its blanks: ``text`` is folded, ``start``/``end`` count in the document.

    ``width``: its characters with the indent, as they stand in the file. ``block``: the paragraph or table
    row of the file that it stands in, None where the file knows only lines.
    """

    start: int
    end: int
    text: str
    furniture: bool
    width: int
    block: Block | None = None

    @property
    def ends_sentence(self) -> bool:
        """Whether the line closes a sentence (or announces a list)."""
        return self.text[-1] in _SENTENCE_END + ":"


def body_and_furniture(folded: str, blocks: Sequence[Block] = ()) -> tuple[list[Line], list[Line]]:
    """Split a folded text into the lines of the report and the lines of page furniture, both in order."""
    lines = _lines(_without_left_overs(folded), blocks)
    repeated = {
        content
        for content, count in Counter(line.text for line in lines).items()
        if count >= 3
        and len(content) <= 30
        and not _SENTENCE.search(content)
        and content[-1] not in _SENTENCE_END
    }
    body: list[Line] = []
    furniture: list[Line] = []
    for line in lines:
        is_furniture = line.furniture or line.text in repeated
        (furniture if is_furniture else body).append(line)
    return body, furniture


def _without_left_overs(text: str) -> str:
    return _LEFT_OVER.sub(lambda match: " " * len(match.group()), text)


def _lines(folded: str, blocks: Sequence[Block]) -> list[Line]:
    lines = []
    position = 0
    remaining = iter(blocks)
    block = next(remaining, None)
    for raw in folded.split("\n"):
        content = raw.strip().lstrip("#*> \t\u200b\ufeff").rstrip("\u200b")
        if content:
            start = position + raw.index(content)
            while block and block.end <= start:
                block = next(remaining, None)
            lines.append(
                Line(start, start + len(content), content, _is_furniture(content), len(raw.rstrip()), block)
            )
        position += len(raw) + 1
    return lines


def _is_furniture(content: str) -> bool:
    if _PAGE_NUMBER.match(content):
        return True
    if _TOOLS.match(content) and not _SENTENCE.search(content):
        return True
    return bool(_METADATA.match(content)) and content[-1] not in "。"


def find_date(text: str, label: re.Pattern[str]) -> tuple[int, int, tuple[int, int, int]] | None:
    """Find the date that follows ``label`` in folded ``text``: (start, end, (year, month, day)) or None."""
    for match in label.finditer(text):
        found = _DATE.match(text, match.end())
        if found:
            year, month, day = (int(part) for part in found.groups())
            return found.start(), found.end(), (year, month, day)
    return None


def spot(line: Line) -> Spot:
    """Return the place of ``line`` in the document."""
    return Spot(line.start, line.end)
