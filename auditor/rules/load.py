"""Load rule files: parse, lay one over another by 沿用, check every entry.

The shipped set has a file per group, ``base`` over them, and ``township``, ``county`` and ``department``
over ``base``: the groups say what each requirement is, the level files whom it binds.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from auditor.errors import RuleError
from auditor.match import Matcher
from auditor.rules.model import Rule, RuleSetHeader
from auditor.vocabulary import Level

_HEADER_KEY, _RULES_KEY, _ID_KEY = "规则集", "规则", "编号"
_LoaderBase: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_LoaderBase):  # type: ignore[misc]
    """A safe loader that keeps numbers, dates and yes/no as the words that were typed."""


_Loader.yaml_implicit_resolvers = {}


@dataclass(frozen=True)
class RuleSet:
    """The effective rules of every level, in file order, with their identity."""

    id: str
    version: str
    sha256: str
    levels: dict[Level, tuple[Rule, ...]]

    @property
    def count(self) -> int:
        """How many different rules there are."""
        return len({rule.id for rules in self.levels.values() for rule in rules})

    def matcher(self) -> Matcher:
        """Return the compiled matcher of all terms, built at the first call."""
        return _compiled(self)

    def __hash__(self) -> int:
        return hash(self.sha256)


@cache
def _compiled(rules: RuleSet) -> Matcher:
    return Matcher(term for each in rules.levels.values() for rule in each for term in rule.all_terms())


def shipped_folder() -> Path:
    """Return the folder of the shipped rule files: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_rules(path: Path | str | None = None) -> RuleSet:
    """Load the shipped rules, or an office's own file laid over them.

    Args:
        path: a rule file; its 沿用 names files beside it or shipped ones. Without 沿用 of a level set,
            what it says holds for all levels.

    Raises:
        RuleError: any mistake in the files, in Chinese with file and rule.
    """
    source = _Source(Path(path) if path else None)
    return source.load()


class _Source:
    """Reads files, each once, and follows 沿用."""

    def __init__(self, own: Path | None) -> None:
        self._own = own
        self._digest = hashlib.sha256()
        self._read: dict[str, tuple[RuleSetHeader, list[dict[str, Any]]]] = {}

    def load(self) -> RuleSet:
        """Return the effective rules of every level."""
        levels = {}
        for level in Level:
            merged = dict(self._entries(level.value, ()))
            if self._own:
                self._overlay(merged, self._own)
            levels[level] = tuple(
                _rule(entry, where) for entry, where in merged.values() if entry.get("检查")
            )
        header = self._file(str(self._own) if self._own else "base")[0]
        return RuleSet(header.id, header.version, self._digest.hexdigest(), levels)

    def _overlay(self, merged: dict[str, tuple[dict[str, Any], str]], own: Path) -> None:
        _, entries = self._file(str(own))
        for entry in entries:
            _lay_over(merged, entry, str(own))

    def _entries(self, name: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[dict[str, Any], str]]]:
        if name in above:
            raise RuleError(
                f"规则集“{name}”绕了一圈又沿用了自己：{' → '.join((*above, name))}。请去掉其中一处“沿用”。"
            )
        header, entries = self._file(name)
        merged: dict[str, tuple[dict[str, Any], str]] = {}
        for base in header.extends:
            merged.update(self._entries(base, (*above, name)))
        for entry in entries:
            _lay_over(merged, entry, name)
        yield from merged.items()

    def _file(self, name: str) -> tuple[RuleSetHeader, list[dict[str, Any]]]:
        if name not in self._read:
            path = Path(name) if self._own and name == str(self._own) else shipped_folder() / f"{name}.yaml"
            data = _bytes(path)
            self._digest.update(data)
            self._read[name] = _parse(data, path)
        return self._read[name]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleError(f"打不开规则文件“{path}”（{error.strerror}）。请检查文件名和所在文件夹。") from None


def _parse(data: bytes, path: Path) -> tuple[RuleSetHeader, list[dict[str, Any]]]:
    try:
        content = yaml.load(data, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(
            f"规则文件“{path}”第 {line} 行附近写法有误，无法读取。请检查冒号、缩进和引号。"
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise RuleError(f"规则文件“{path}”无法读取。请用记事本另存为 UTF-8 编码再试。") from None
    if not isinstance(content, dict) or set(content) - {_HEADER_KEY, _RULES_KEY}:
        raise RuleError(f"规则文件“{path}”最外层只能有“{_HEADER_KEY}”和“{_RULES_KEY}”两项。")
    try:
        header = RuleSetHeader.model_validate(content.get(_HEADER_KEY, {}))
    except ValidationError as error:
        raise RuleError(f"规则文件“{path}”的“{_HEADER_KEY}”：{_explain(error)}") from None
    entries = content.get(_RULES_KEY) or []
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and entry.get(_ID_KEY) for entry in entries
    ):
        raise RuleError(f"规则文件“{path}”的“{_RULES_KEY}”应是一列规则，每条都要有“{_ID_KEY}”。")
    ids = [entry[_ID_KEY] for entry in entries]
    doubled = sorted({str(each) for each in ids if ids.count(each) > 1})
    if doubled:
        raise RuleError(f"规则文件“{path}”里编号重复：{'、'.join(doubled)}。请改名或删去一条。")
    return header, entries


def _lay_over(merged: dict[str, tuple[dict[str, Any], str]], entry: dict[str, Any], where: str) -> None:
    """Lay ``entry`` over the rule of the same id: keys replace; a key with + before it adds to a list."""
    known = merged.get(entry[_ID_KEY])
    result = dict(known[0]) if known else {}
    for key, value in entry.items():
        if key.startswith(("+", "＋")):
            result[key[1:]] = [*result.get(key[1:], []), *value]
        else:
            result[key] = value
    merged[entry[_ID_KEY]] = (result, where)


def _rule(entry: dict[str, Any], where: str) -> Rule:
    try:
        return Rule.model_validate(entry)
    except ValidationError as error:
        raise RuleError(f"规则“{entry[_ID_KEY]}”（规则集 {where}）：{_explain(error)}") from None


def _explain(error: ValidationError) -> str:
    return "；".join(_explain_one(each) for each in error.errors())


def _explain_one(error: Any) -> str:
    key = "·".join(str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            return f"缺少“{key}”"
        case "extra_forbidden":
            return f"不认识的项“{key}”"
        case "value_error":
            return f"“{key}”：{error['ctx']['error']}"
        case _:
            return f"“{key}”填写的内容不对"
