"""Read rule files: follow 沿用, lay one over another, check every entry, report every mistake at once.

The shipped set has a file per group, ``base`` over them, and ``township``, ``county`` and ``department``
over ``base``: the groups say what each requirement is, the level files whom it binds. An office's own
file lies over all of these, or over the levels that its 沿用 names.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from auditor.rules.compiled import remember
from auditor.rules.confusable import with_rules_as_confusable
from auditor.rules.entry import RuleSetHeader
from auditor.rules.files import HEADER, RuleFile, parse_rule_file, read_rule_file
from auditor.rules.merging import Merged, RuleReader, lay_over
from auditor.rules.rule import Rule
from auditor.rules.rule_set import RuleSet
from auditor.rules.shipped import shipped_folder
from auditor.settings import Problem, RuleFileError, YamlFile, aliases, did_you_mean, explain
from auditor.vocabulary import Level

_BESIDE = "把 {}.yaml 放在同一个文件夹"

Files = dict[Path, tuple[RuleFile, RuleSetHeader | None]]


class Source:
    """Reads files, each once, and follows 沿用.

    Args:
        own: the office's own file.
        written: what it says when it lies in no folder; ``own`` is then the name that messages call it by.
        known: shipped files that were read before.
    """

    def __init__(self, own: Path | None, written: bytes | None = None, known: Files | None = None) -> None:
        self._own = own
        self._files: Files = dict(known or {})
        self._in_memory = own if written is not None else None
        if own is not None and written is not None:
            rule_file = parse_rule_file(written, str(own))
            self._files[own] = rule_file, _header(rule_file)

    def load(self) -> RuleSet:
        """Return the rules of all levels, and keep those of files for the next time.

        Raises:
            RuleFileError: all mistakes in all files.
        """
        levels: dict[Level, tuple[Rule, ...]] = {}
        origins: dict[Level, dict[str, dict[str, str]]] = {}
        reader = RuleReader()
        for level in Level:
            merged = self.merged(level)
            read = [rule for each in merged.values() if (rule := reader.rule(each))]
            levels[level], unknown = with_rules_as_confusable(read)
            for rule, index, name in unknown:
                reader.problems.append(_unknown_confusable(merged[rule.id], index, name, merged))
            origins[level] = {rule_id: each.origins() for rule_id, each in merged.items()}
        read_files = [rule_file for rule_file, _ in self._files.values()]
        problems = [problem for each in read_files for problem in each.file.problems]
        # A line that is told already is not told again for what followed from it.
        told = {(problem.mark.file, problem.mark.line) for problem in problems}
        problems += [each for each in reader.problems if (each.mark.file, each.mark.line) not in told]
        if problems:
            seals = [each.broken_seal for each in read_files if each.broken_seal]
            raise RuleFileError([*problems, *seals])
        own = self._own or shipped_folder() / "base.yaml"
        header = self._files[own][1]
        assert header is not None
        files = {path: self._files[path][0].file.data for path in sorted(self._files)}
        digest = hashlib.sha256(b"".join(files.values())).hexdigest()
        hints = tuple(hint for each in read_files for hint in each.hints)
        rules = RuleSet(header.id, header.version, digest, levels, hints, origins, header.title)
        if self._in_memory is None:
            remember(self._own, shipped_folder(), files, rules)
        return rules

    @property
    def files(self) -> Files:
        """All files read until now."""
        return self._files

    def merged(self, level: Level) -> dict[str, Merged]:
        """Return by id what the files say together of the rules of a level, not yet checked."""
        merged: dict[str, Merged] = {}
        self._lay(shipped_folder() / f"{level.value}.yaml", merged, (), level)
        if self._own:
            self._lay(self._own, merged, (), level)
        return merged

    def _lay(self, path: Path, merged: dict[str, Merged], above: tuple[Path, ...], level: Level) -> None:
        """Lay a file, and first what it lies over, over ``merged``."""
        rule_file, header = self._file(path)
        if header is None:
            return
        if path in above:
            self._circle(rule_file.file, [*above[above.index(path) :], path])
            return
        is_shipped = path.parent == shipped_folder()
        levels = [name for name in header.extends if name in set(Level)]
        if not is_shipped and levels and level not in levels:
            return
        for index, name in enumerate(header.extends):
            if not is_shipped and name in {"base", *Level}:
                continue
            base = self._find(rule_file.file, path, name, index)
            if base:
                self._lay(base, merged, (*above, path), level)
        known = set(merged)
        for entry in rule_file.entries:
            lay_over(merged, entry, rule_file.file, known, own=not is_shipped)

    def _circle(self, file: YamlFile, paths: list[Path]) -> None:
        names = " → ".join(path.stem for path in paths)
        problem = Problem(
            file.mark("规则集", "沿用"), f"绕了一圈又沿用了自己：{names}。", "去掉其中一处“沿用”。", ""
        )
        if problem not in file.problems:
            file.problems.append(problem)

    def _find(self, file: YamlFile, path: Path, name: str, index: int) -> Path | None:
        in_memory = path == self._in_memory
        folder = shipped_folder() if in_memory else path.parent
        candidates = [folder / f"{name}.yaml", folder / name, shipped_folder() / f"{name}.yaml"]
        if in_memory:
            # What is typed on a page opens no other file of the machine.
            candidates = [each for each in folder.glob("*.yaml") if name in (each.stem, each.name)]
        found = next(filter(_is_file, candidates), None)
        if found:
            return found
        names = {path.stem for place in (folder, shipped_folder()) for path in place.glob("*.yaml")}
        meant = did_you_mean(name, names)
        hint = f"是否想写“{meant}”？" if meant else ""
        mark = file.mark("规则集", "沿用", index)
        if not any(problem.mark == mark for problem in file.problems):
            remedy = "这里只能沿用自带的；别的文件里的规则请直接粘进来" if in_memory else _BESIDE.format(name)
            file.problem(mark, f"“沿用”里的“{name}”找不到。{hint}", f"{remedy}，或改正名字。")
        return None

    def _file(self, path: Path) -> tuple[RuleFile, RuleSetHeader | None]:
        if path not in self._files:
            rule_file = read_rule_file(path)
            self._files[path] = rule_file, _header(rule_file)
        return self._files[path]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name is longer than the system can take
        return False


def _header(rule_file: RuleFile) -> RuleSetHeader | None:
    """Check the head of a file; the mistakes go to the file."""
    if not rule_file.header:
        return None
    file = rule_file.file
    try:
        return RuleSetHeader.model_validate(rule_file.header)
    except ValidationError as error:
        file.problems += explain(
            error,
            lambda loc, of_key: (file.key_mark(HEADER, *loc) if of_key else file.mark(HEADER, *loc), file),
            lambda _loc: aliases(RuleSetHeader),
        )
    return None


def _unknown_confusable(merged: Merged, index: int, name: str, known: Iterable[str]) -> Problem:
    mark, file = merged.place(("易混", index), False)
    meant = did_you_mean(name, known)
    hint = f"是否想写“{meant}”？" if meant else ""
    return file.located(mark, f"“易混”里的“{name}”不是规则编号。{hint}", "改正编号；如果是词，请写中文。")
