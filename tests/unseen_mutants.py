"""Mutants that no test can tell from the code as it is, or only by a bound that might as well be another.

Each by its file in ``auditor``, a piece of its line, the change, and why it is let be.
"""

UNSEEN: tuple[tuple[str, str, str, str], ...] = (
    ("score.py", "sighting.similarity >", "> → >=", "of two that are equally sure either may be shown"),
    ("match/matcher.py", "[-1] * (", "1 → 2", "any number below nought stands for a place between sentences"),
    ("match/matcher.py", "_MOST_COMBINATIONS", "64", "a bound on work"),
    ("match/index.py", "if start >= 0 and", "0 → -1", "a window that begins before the text is empty"),
    ("match/term.py", "compare=False", "False → True", "one source is always taken apart in one way"),
    ("match/term.py", "self.slots[0]", "0 → -1", "there is one slot: the line above asks for it"),
    ("match/words.py", "_word_at(sentence, end - 1)", "1 → 0", "the word at the next place, if it begins earlier, is the same"),
    ("match/words.py", "* (len(run) + 1)", "", "a place of the table that nobody looks at"),
    ("match/words.py", "else (best[start + 1][0]", "", "no word begins there, so every cut pays the same for it"),
    ("checks/mention.py", "if sighting.why", "", "what was rejected always has a reason; the type does not know it"),
    ("checks/numbering.py", "_depth(each) < _depth(marker)", "_depth", "of each depth there is one style"),
    ("checks/numbering.py", "paragraph = -1", "1 → 2", "no paragraph has a number below nought"),
    ("checks/section.py", "default=-1", "1 → 2", "no paragraph has a number below nought"),
    ("checks/stale_reference.py", "_PERIODS", "9999", "a year that never comes"),
    ("checks/stale_reference.py", "case.outline.year or 9998", "9998", "a year that never comes"),
    ("checks/year_consistency.py", "text[:1200]", "1200", "roughly where an opening ends"),
    ("outline/bare_headings.py", "range(len(paragraphs) - 2, -1, -1)", "1 → 2", "a line before the first counts for nothing"),
    ("outline/build.py", "if closing else (Role.NEXT_YEAR, True)", "False → True", "after the last paragraph nothing follows"),
    ("outline/build.py", "strict=True", "True → False", "both lists are made of one"),
    ("outline/flat.py", "find_marker(text[:12])", "12", "longer than any number of a heading"),
    ("outline/flat.py", "marker.length if marker else 0", "0 → 1", "a stop has a character before it"),
    ("outline/fold.py", "compatibility = (", "", "the ends of blocks of characters, where none is written"),
    ("outline/heading_roles.py", "roles_of(line, 1, None)", "1 → ", "whether some part is named hangs on no depth"),
    ("outline/identity.py", "unit.rsplit(maxsplit=1)", "1 → 2", "only the last piece is taken"),
    ("outline/identity.py", "roles_of(heading, 1, None)", "1 → 0", "a plan is told by its words at any great depth"),
    ("outline/modes.py", "if i > conceded and", "> → >=", "但虽…: a clause that grants and turns at once is rarely written"),
    ("outline/soundness.py", "highest = 0", "0 → -1", "numbers begin with one"),
)  # fmt: skip


def is_unseen(place: str, line: str, change: str) -> bool:
    """Tell whether a change (``1 → 2``) on a line of a file in ``auditor`` is among them."""
    return any(place == known and piece in line and _says(change, what) for known, piece, what, _ in UNSEEN)


def _says(change: str, what: str) -> bool:
    """``what``: the change itself, its beginning, or of a comparison its operators alone."""
    before, _, after = change.partition(" → ")
    old, arrow, new = what.partition(" → ")
    if arrow and old in (">", "<"):
        return f" {old} " in before and f" {new} " in after
    return change.startswith(what)
