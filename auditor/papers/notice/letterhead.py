"""函的设置: what an office says once for all its notices.

发文机关: 临水县司法局
发文字号: 临司函〔2026〕　号
落款: 临水县司法局          # left out: 发文机关
联系人: 张三
电话: 0596-1234567
修改期限: 10日              # or a day: 2026-03-20
日期: 2026-03-10
模板: 本局的函.docx          # beside this file
"""

import datetime
import re
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from auditor.settings import Day, Mark, RuleFileError, YamlFile, aliases, explain, read_yaml

_DAYS = re.compile(r"([1-9][0-9]{0,2})\s*(日|天|个工作日)?")
_SAMPLE = """\
# 函的设置：写一次，每份函都用。不需要的整行删去。
发文机关: 临水县司法局
发文字号: 临司函〔2026〕　号
落款: 临水县司法局
联系人: 张三
电话: 0596-1234567
修改期限: 10日            # 也可以写一个日期，例如 2026-03-20
日期: 2026-03-10
# 模板: 本局的函.docx      # 与本文件放在同一个文件夹
"""


def _deadline(value: object) -> object:
    """Return a term as the wording that stands before 重新报送."""
    if not isinstance(value, str):
        return value
    term = _DAYS.fullmatch(value.strip())
    if term:
        return f"收到本函之日起{term.group(1)}{'个工作日' if term.group(2) == '个工作日' else '日'}内"
    try:
        return f"{written(datetime.date.fromisoformat(value.strip().replace('/', '-')))}前"
    except ValueError:
        raise ValueError(f"“{value}”不是期限，写成天数或日期，例如 10日、2026-03-20") from None


class Letterhead(BaseModel):
    """The settings; what is left out is None and shows as a blank to fill in by hand."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    issuer: str | None = Field(default=None, alias="发文机关")
    number: str | None = Field(default=None, alias="发文字号")
    signatory: str | None = Field(default=None, alias="落款")
    contact: str | None = Field(default=None, alias="联系人")
    phone: str | None = Field(default=None, alias="电话")
    deadline: Annotated[str | None, BeforeValidator(_deadline)] = Field(default=None, alias="修改期限")
    date: Day | None = Field(default=None, alias="日期")
    template: Path | None = Field(default=None, alias="模板")


BLANK = Letterhead()


def written(day: datetime.date) -> str:
    """Return a day as official letters write it: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def load_letterhead(path: Path) -> Letterhead:
    """Load the settings of notices; a relative ``template`` is sought beside the file.

    Raises:
        RuleError: mistakes in the file, all of them with their places.
    """
    file = read_yaml(path, str(path))
    content = file.parsed.data
    if not isinstance(content, dict) and not file.problems:
        file.problem(file.mark(), "文件里没有设置。", "每行写一项，例如“发文机关: 临水县司法局”。")
    if file.problems:
        raise RuleFileError(file.problems, "函的设置")

    def place(loc: tuple[str | int, ...], of_key: bool) -> tuple[Mark, YamlFile]:
        return (file.key_mark(*loc) if of_key else file.mark(*loc)), file

    try:
        letterhead = Letterhead.model_validate(content)
    except ValidationError as error:
        problems = explain(error, place, lambda _loc: aliases(Letterhead))
        raise RuleFileError(problems, "函的设置") from None
    if letterhead.template is None:
        return letterhead
    return letterhead.model_copy(update={"template": path.parent / letterhead.template})


def sample_settings() -> str:
    """Return a file of settings to start from."""
    return _SAMPLE
