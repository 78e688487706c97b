"""Pages without a paper on them: what they are instead, and what to do."""

import re

from auditor.errors import UnreadableError
from auditor.readers.html_lines import Page
from auditor.readers.html_main import MainText
from auditor.readers.html_tree import weight

_FEWEST_CHARACTERS = 100
_REMEDY = "请在浏览器里打开原网页，确认看得到报告正文，再把正文另存为 Word 报送。"
_THING = "(?:页面|网页|文件|内容|文章|信息|资源|地址)"
_ERROR = re.compile(
    rf"{_THING}.{{0,6}}(?:不存在|没有找到|未找到|找不到|已删除|已被.{{0,6}}删除|已下线|无法(?:访问|显示|打开))"
    rf"|(?:找不到|无法找到|没有找到).{{0,8}}{_THING}|无法访问此网站|访问(?:受限|被拒绝|异常)|环境异常"
    r"|服务器(?:内部)?错误|\b(?:40[0-9]|50[0-4])\b.{0,20}(?:error|错误|页面)|not found|forbidden|bad gateway"
    r"|bad request|^(?:40[0-9]|50[0-4])(?:\s|$)",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"登录|登陆|统一身份认证|sign in|log ?in", re.IGNORECASE)


def why_no_paper(page: Page, main: MainText, title: str | None, name: str) -> str | None:
    """Return why the page cannot be scored, None when the paper stands on it.

    Raises:
        UnreadableError: it is no page with a paper at all, but an error or login page.
    """
    if main.wording >= _FEWEST_CHARACTERS:
        return None
    texts = [title or "", *(line.text for line in page.lines)]
    fault = next((text for text in texts if len(text) <= 60 and _ERROR.search(text)), None)
    if fault:
        raise UnreadableError(f"“{name}”是网站的出错页面（“{fault}”），没有报告正文。{_REMEDY}")
    if page.asks_password or any(_LOGIN.search(text) for text in texts[:2]):
        raise UnreadableError(f"“{name}”是登录页面，没有报告正文。{_REMEDY}")
    offered = next((line.text for line in page.lines if line.offers_file), None)
    if offered:
        return f"网页上没有报告正文，正文在附件“{offered}”里。请下载附件，报送附件。"
    if page.frames:
        return f"网页上没有报告正文，正文在嵌入的窗口里，没有随网页保存下来。{_REMEDY}"
    characters = sum(weight(page.lines[at].text) for at in main.lines)
    if characters < _FEWEST_CHARACTERS and main.wording == 0 and (page.pictures or page.scripts):
        return f"网页上没有报告正文，正文可能是图片，或要由脚本显示。{_REMEDY}"
    if page.lines and not main.lines:
        return f"网页上没有报告正文，只有菜单和链接。{_REMEDY}"
    return None
