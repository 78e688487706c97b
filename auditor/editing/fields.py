"""What a form shows of a rule, and the entry of an own file that says what was typed into it.

An entry holds only what the office changed: a key replaces the shipped value, a key with + before it adds.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from auditor.editing.places import Places, plain
from auditor.editing.splicing import TooTangledError, changes, spliced
from auditor.editing.writing import entry as entry_text
from auditor.readers.cleaning import clean
from auditor.rules.files import ID
from auditor.rules.merging import laid_over
from auditor.settings.nodes import parse

TEXTS = ("名称", "重要程度", "适用", "检查", "够几项", "怎么补", "停用", "说明")
LISTS = ("依据", "词", "弱词", "或", "易混", "应通过", "不应通过")
PARTS = "要点"
_EXAMPLES = ("应通过", "不应通过")
# The order in which a new entry says things; what is not in it comes after.
_ORDER = (
    ID, "名称", "依据", "重要程度", "适用", "检查", "词", "弱词", PARTS, "够几项", "或", "易混", "怎么补",
    "停用", "说明", "应通过", "不应通过",
)  # fmt: skip
_PLUS = "+"
# An example that says more than its sentence: 〔部分：原因；层级：乡镇〕…
_TOLD = re.compile("〔([^〕]*)〕(.*)", re.DOTALL)
_WHOLE, _SENTENCE = "全文", "文"
_TELLING = ("部分", "层级", "年度", _WHOLE)
_LINE_END = "⏎"


@dataclass(frozen=True)
class Fields:
    """The fields of a form by the keys of rule files: a list is a line an item, ``parts`` name and lines."""

    texts: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[tuple[str, str], ...] = ()


def shown(data: Mapping[str, Any]) -> Fields:
    """Return what a form shows of a rule as it is written."""
    texts = {key: _one(data.get(key)) for key in TEXTS}
    texts |= {key: "\n".join(map(_line, _listed(data.get(key)))) for key in LISTS}
    parts = data.get(PARTS)
    named = parts.items() if isinstance(parts, dict) else ()
    return Fields(texts, tuple((name, "\n".join(map(_line, _listed(terms)))) for name, terms in named))


class UnreadableEntryError(Exception):
    """The lines are not one entry: they hold none or several, or are not well formed."""


def read_entry(text: str) -> dict[str, Any]:
    """Return what the lines of one entry say, {} for none.

    Raises:
        UnreadableEntryError: they are not one entry.
    """
    if not text.strip():
        return {}
    parsed = parse(text, "")
    if parsed.problems and parsed.data is None:
        raise UnreadableEntryError
    if not isinstance(parsed.data, list) or len(parsed.data) != 1 or not isinstance(parsed.data[0], dict):
        raise UnreadableEntryError
    return dict(parsed.data[0])


def edited(text: str, rule_id: str, shipped: Mapping[str, Any] | None, fields: Fields) -> str:
    """Return the lines of an entry changed so that the rule says what stands in a form.

    Args:
        text: the lines; "" for none yet.
        rule_id: of the rule.
        shipped: what the shipped files say of it; None: it is the office's own.
        fields: what was typed. What shows as it did is left as it is written.

    Raises:
        UnreadableEntryError: the lines are not one entry.
    """
    old = read_entry(text)
    said = laid_over(shipped or {}, old)
    before = shown(said)
    start = old or {ID: rule_id}
    wanted = {**start, ID: rule_id}
    for key in (*TEXTS, *LISTS):
        typed = _value(key, fields.texts.get(key, before.texts[key]))
        if typed != _value(key, before.texts[key]):
            _say(wanted, key, typed, shipped)
    if fields.parts != before.parts:
        named = ((_on_one_line(name), terms) for name, terms in fields.parts)
        _say(wanted, PARTS, {name: _lines(PARTS, terms) for name, terms in named if name}, shipped)
    if wanted == start:
        return text
    return _rewritten(text, _in_order(wanted, old))


def _say(wanted: dict[str, Any], key: str, value: Any, shipped: Mapping[str, Any] | None) -> None:
    """Let an entry say a value in the shortest way: not at all, by what is added, or whole."""
    for each in [name for name in wanted if name.lstrip("+＋") == key]:
        del wanted[each]
    base = (shipped or {}).get(key)
    if isinstance(value, list):
        base = _listed(base)
    added = _added(base, value)
    if value == base or (not value and not base):
        return
    if added:
        wanted[_PLUS + key] = added
    else:
        wanted[key] = value


def _added(base: Any, value: Any) -> Any:
    """Return what is to be added to a value to have another, None when something of it is gone."""
    if base and isinstance(value, list) and value[: len(base)] == base:
        return value[len(base) :]
    if base and isinstance(value, dict) and isinstance(base, dict) and [*value][: len(base)] == [*base]:
        return {name: terms for name, terms in value.items() if base.get(name) != terms}
    return None


def _in_order(wanted: dict[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry with its new keys where a reader looks for them, the others as they stood."""
    keys = [each for each in old if each in wanted]
    for new in (each for each in wanted if each not in old):
        rank = _rank(new)
        place = next((at for at, each in enumerate(keys) if at and _rank(each) > rank), len(keys))
        keys.insert(place, new)
    return {each: wanted[each] for each in keys}


def _rank(key: str) -> int:
    bare = key.lstrip("+＋")
    return _ORDER.index(bare) if bare in _ORDER else len(_ORDER)


def _rewritten(text: str, wanted: Mapping[str, Any]) -> str:
    if not text.strip():
        return entry_text(wanted)
    places = Places(text + "\n")
    if len(wanted) == 1 and not places.comments(0, len(text)):
        return ""
    node = places.first
    try:
        made = spliced(places.text, changes(places, node, wanted)).rstrip("\n")
        if plain(Places(made).root) == [wanted]:
            return made
    except (TooTangledError, yaml.YAMLError):
        pass
    column = places.column(places.dash(node))
    kept = [" " * column + each for each in places.comments(0, len(text))]
    return "\n".join([*kept, entry_text(wanted, column)])


def _one(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


def _line(item: Any) -> str:
    if not isinstance(item, dict):
        return _one(item).replace("\n", _LINE_END)
    told = [f"{key}：{item[key]}" for key in _TELLING if key in item and key != _WHOLE]
    told += [_WHOLE] * (_WHOLE in item)
    text = _one(item.get(_WHOLE, item.get(_SENTENCE, "")))
    return (f"〔{'；'.join(told)}〕" if told else "") + text.replace("\n", _LINE_END)


def _on_one_line(text: str) -> str:
    return clean(text).replace("\n", " ").strip()


def _value(key: str, typed: str) -> Any:
    return _lines(key, typed) if key in LISTS else clean(typed).strip()


def _lines(key: str, typed: str) -> list[Any]:
    lines = [line.strip() for line in clean(typed).split("\n")]
    return [_example(line) if key in _EXAMPLES else line for line in lines if line]


def _example(line: str) -> Any:
    text = line.replace(_LINE_END, "\n")
    found = _TOLD.fullmatch(text)
    told = dict(_told(found[1].split("；"))) if found else {}
    if not found or not told or len(told) < len(found[1].split("；")):
        return text
    whole = told.pop(_WHOLE, None) is not None
    return {**told, (_WHOLE if whole else _SENTENCE): found[2]}


def _told(pieces: Iterable[str]) -> Iterable[tuple[str, str]]:
    for piece in pieces:
        key, _, value = piece.partition("：")
        if key in _TELLING and bool(value) is (key != _WHOLE):
            yield key, value
