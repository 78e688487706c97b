"""What somebody is writing of the office's rules, and all that the program says to it before it is saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from auditor.authoring import differences
from auditor.editing import (
    Fields,
    ListedInLineError,
    UnreadableEntryError,
    edited,
    read_entry,
    shown,
    with_entry,
)
from auditor.examples import Failure
from auditor.rules import RuleSet
from auditor.rules.drafts import NAME
from auditor.rules.files import ID
from auditor.rules.merging import laid_over
from auditor.settings import Problem, RuleFileError
from auditor.vocabulary import LABELS, Level
from auditor.web.own_rules import OwnRules

_MOST_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Note:
    """Something wrong. ``line``, ``column``: from one, in the lines shown; line 0: not in any of them."""

    line: int
    column: int
    cause: str
    remedy: str


@dataclass(frozen=True)
class Draft:
    """A whole rule file as it would be saved.

    ``rules``: what it makes, None when it has mistakes: ``notes``. ``failing``: its examples that fail.
    ``changes``: what it says differently from the rules that hold.
    """

    text: str
    rules: RuleSet | None
    notes: tuple[Note, ...] = ()
    failing: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it may be saved."""
        return self.rules is not None and not self.notes and not self.failing


@dataclass(frozen=True)
class RuleDraft:
    """A rule in the making. ``entry``: its lines; ``fields``: the same as a form shows it."""

    id: str
    entry: str
    fields: Fields
    draft: Draft

    @property
    def is_readable(self) -> bool:
        """Whether the lines are one entry, so that a form can show them."""
        return bool(self.fields.texts)

    def with_note(self, cause: str, remedy: str) -> "RuleDraft":
        """Return it with one more thing that is wrong, in its first line."""
        notes = (Note(1, 1, cause, remedy), *self.draft.notes)
        return replace(self, draft=replace(self.draft, notes=notes))


def draft_of_file(own: OwnRules, text: str) -> Draft:
    """Return a whole file, looked through."""
    try:
        rules = own.drafts.load(text)
    except RuleFileError as error:
        return Draft(text, None, tuple(map(_note, error.problems)))
    failing = tuple(dict.fromkeys(map(_failure, own.failing(rules))))[:_MOST_EXAMPLES]
    return Draft(text, rules, (), failing, tuple(changes_between(own.held, rules)))


def draft_of_rule(own: OwnRules, rule_id: str, level: Level, entry: str, typed: Fields | None) -> RuleDraft:
    """Return a rule, looked through.

    Args:
        own: the office's rules.
        rule_id: of the rule.
        level: whose values the form shows.
        entry: its lines.
        typed: what the form says, to be put into the lines; None: the lines are what was typed.
    """
    shipped = own.drafts.shipped(level).get(rule_id)
    base = own.current().text
    said: Mapping[str, Any] | None
    try:
        if typed is not None:
            entry = edited(entry, rule_id, shipped, typed)
        said = read_entry(entry)
        fields = typed or shown(laid_over(shipped or {}, said))
    except UnreadableEntryError:
        said, fields = None, typed or Fields()
    try:
        text, first = with_entry(base, rule_id, entry)
    except ListedInLineError:
        remedy = "请打开“整份文件”，把每条规则写成单独的几行。"
        note = Note(0, 1, "文件里的规则都写在一个方括号里，分不出哪几行是这一条。", remedy)
        return RuleDraft(rule_id, entry, fields, Draft(base, None, (note,)))
    draft = draft_of_file(own, text)
    told = [_within(each, first, entry) for each in draft.notes]
    notes = (*told, *_own_notes(rule_id, said, fields, told))
    return RuleDraft(rule_id, entry, fields, replace(draft, notes=notes))


def suggestion(changes: Sequence[str], most: int) -> str:
    """Return a sentence for 改了什么, of at most so many characters."""
    text = "；".join(changes)
    return text if len(text) <= most else text[: most - 1] + "…"


def _own_notes(
    rule_id: str, said: Mapping[str, Any] | None, fields: Fields, told: Sequence[Note]
) -> Iterator[Note]:
    if said is None and not told:
        yield Note(1, 1, "这里只写一条规则。", "第一行写“- 编号: …”，下面各行比“-”多缩进两格。")
    if said and said.get(ID) != rule_id and not told:
        yield Note(1, 1, f"这里只写编号为“{rule_id}”的规则。", "把编号改回来；要加规则请用“新建规则”。")
    for name, terms in fields.parts:
        if terms.strip() and not name.strip():
            yield Note(0, 1, "有一个要点没有写名称，它的词没有写进规则。", "给要点写上名称。")


def _note(problem: Problem) -> Note:
    elsewhere = f"（{problem.mark.file} 第 {problem.mark.line} 行）" if problem.mark.file != NAME else ""
    line = 0 if elsewhere else problem.mark.line
    return Note(line, problem.mark.column, problem.cause + elsewhere, problem.remedy)


def _within(note: Note, first: int, entry: str) -> Note:
    """Return a note on the file as one on the lines of an entry; what follows from them is theirs."""
    if not note.line or not first:
        return note
    last = entry.rstrip().count("\n") + 1
    line = min(note.line - first + 1, last)
    if line < 1:
        return Note(0, 1, f"{note.cause}（整份文件第 {note.line} 行）", note.remedy)
    return Note(line, note.column, note.cause, note.remedy)


def _failure(failure: Failure) -> str:
    wanted = "应通过" if failure.kind == "漏报" else "不应通过"
    reason, status = failure.finding.reason, LABELS[failure.finding.status]
    return f"例句“{failure.text}”{wanted}，却判为{status}：{reason}。"


def changes_between(before: RuleSet, after: RuleSet) -> list[str]:
    """Return what two sets say differently, a line a rule; what all levels share once."""
    told: dict[str, list[Level]] = {}
    for each in differences(before, after):
        title = each.rule.title
        said = (
            f"{each.kind}“{title}”（{each.rule.id}）" if each.kind else f"{title}　{'；'.join(each.changes)}"
        )
        told.setdefault(said, []).append(each.level)
    return [
        line if len(levels) == len(Level) else f"{'、'.join(LABELS[each] for each in levels)}：{line}"
        for line, levels in told.items()
    ]
