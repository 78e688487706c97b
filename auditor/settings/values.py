"""Values that officers write in more than one kind of file."""

import datetime
from typing import Annotated

from pydantic import BeforeValidator


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value.strip().replace("/", "-"))
        except ValueError:
            raise ValueError(f"“{value}”不是日期，写成年-月-日，例如 2026-03-31") from None
    return value


Day = Annotated[datetime.date, BeforeValidator(_day)]
