"""Say in Chinese, with its place, what a model refuses in what an officer wrote."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from auditor.settings.files import YamlFile
from auditor.settings.problems import Mark, Problem, did_you_mean

Loc = tuple[str | int, ...]
# Where a location of the model stands: the mark of its value, or of its key, and the file.
Place = Callable[[Loc, bool], tuple[Mark, YamlFile]]
Names = Callable[[Loc], list[str]]

_EXPECTED = {
    "要点": "写成一项一行：要点名称后面是词的列表，例如“行政执法公示: [执法公示]”。",
    "依据": "写成列表，例如 [实施纲要（2021—2025年）第（十五）项]。",
    "够几项": "写一个数字，例如 4。",
    "日期": "写成年-月-日，例如 2026-03-31。",
    "截止": "写成年-月-日，例如 2026-03-31。",
}


def explain(error: ValidationError, place: Place, names: Names) -> list[Problem]:
    """Return a problem for each thing that pydantic found; ``names`` gives the keys known at a location."""
    return [_explain_one(each, place, names) for each in error.errors()]


def _explain_one(error: Any, place: Place, names: Names) -> Problem:
    loc: Loc = tuple(part for part in error["loc"] if part != "[key]")
    mark, file = place(loc, False)
    key = str(loc[-1]) if loc else ""
    named = str(next((part for part in reversed(loc) if isinstance(part, str)), key))
    match error["type"]:
        case "missing":
            mark, file = place((), False) if len(loc) <= 1 else (mark, file)
            return file.located(mark, f"缺少“{key}”。", f"补上一行“{key}: …”。")
        case "extra_forbidden":
            mark, file = place(loc, True)
            known = names(loc)
            meant = did_you_mean(key, known)
            hint = f"是否想写“{meant}”？" if meant else ""
            remedy = f"改成“{meant}”。" if meant else f"可以写的项：{'、'.join(known)}。"
            return file.located(mark, f"不认识的项“{key}”。{hint}", remedy)
        case "value_error":
            return file.located(mark, f"“{named}”：{error['ctx']['error']}。", "改正后再试。")
        case "string_pattern_mismatch":
            remedy = "编号只用小写英文字母、数字、点和短横，例如 own.hotline。"
            return file.located(mark, f"“{named}”的写法不对。", remedy)
        case _:
            remedy = _EXPECTED.get(named, "对照自带文件里同名的项改正。")
            return file.located(mark, f"“{named}”填写的内容不对。", remedy)


def aliases(model: Any) -> list[str]:
    """Return the keys that a model knows, as officers write them."""
    return [info.alias or name for name, info in model.model_fields.items()]
