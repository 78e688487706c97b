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
from dataclasses import dataclass
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
        return f"{_written(datetime.date.fromisoformat(value.strip().replace('/', '-')))}前"
    except ValueError:
        raise ValueError(f"“{value}”不是期限，写成天数或日期，例如 10日、2026-03-20") from None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What an office says once, worded as letters show it; None is left as a blank to fill in by hand.

    ``deadline``: what stands before 重新报送.
    """

    issuer: str | None = None
    number: str | None = None
    signatory: str | None = None
    contact: str | None = None
    phone: str | None = None
    deadline: str | None = None
    date: str | None = None


NO_LETTERHEAD = Letterhead()


class _Settings(BaseModel):
    """The file as it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str | None = Field(default=None, alias="发文机关")
    number: str | None = Field(default=None, alias="发文字号")
    signatory: str | None = Field(default=None, alias="落款")
    contact: str | None = Field(default=None, alias="联系人")
    phone: str | None = Field(default=None, alias="电话")
    deadline: Annotated[str | None, BeforeValidator(_deadline)] = Field(default=None, alias="修改期限")
    date: Day | None = Field(default=None, alias="日期")
    template: str | None = Field(default=None, alias="模板")

    def letterhead(self) -> Letterhead:
        """Return what letters show of it."""
        said = self.model_dump(exclude={"date", "template"})
        return Letterhead(**said, date=_written(self.date) if self.date else None)


def _written(day: datetime.date) -> str:
    """Return a day as official letters write it: 2026年3月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def load_letterhead(path: Path) -> tuple[Letterhead, Path | None]:
    """Load the settings of letters, and the template that they name, sought beside the file.

    Raises:
        RuleError: mistakes in the file, all of them with their places.
    """
    file = read_yaml(path, str(path))
    content = file.parsed.data
    if not isinstance(content, dict) and not file.problems:
        file.problem(file.mark(), "文件里没有设置。", "每行写一项，例如“发文机关: 临水县司法局”。")

    def place(loc: tuple[str | int, ...], of_key: bool) -> tuple[Mark, YamlFile]:
        return (file.key_mark(*loc) if of_key else file.mark(*loc)), file

    try:
        settings = _Settings.model_validate(content if isinstance(content, dict) else {})
    except ValidationError as error:
        file.problems += explain(error, place, lambda _loc: aliases(_Settings))
    if file.problems:
        raise RuleFileError(file.problems, "函的设置")
    return settings.letterhead(), path.parent / settings.template if settings.template else None


def sample_settings() -> str:
    """Return a file of settings to start from."""
    return _SAMPLE
