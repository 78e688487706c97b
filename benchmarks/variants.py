"""Reports rebuilt so that the right labels follow from the construction, and how many of them come out.

    python -m benchmarks.variants                each variant of the seeds and of our own reports
    python -m benchmarks.variants --wrong        and every label that moved

Every variant leaves all labels as they are in the gold: other words for the same thing, clauses in another
order, slips of the pen, parts in another order, headings in another province's style, page furniture,
traditional characters, broken lines. Formal checks that the variant itself touches are left out.
"""

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import opencc
import yaml

from auditor import Document, audit, load_rules, read
from auditor.outline import outline
from auditor.rules import RuleSet

ROOT = Path(__file__).resolve().parent.parent
GOLD = (ROOT / "tests/gold/seeds.yaml", ROOT / "seeds")
OWN = tuple((path, path.parent) for path in sorted((ROOT / "tests/reports").glob("labels*.yaml")))
# Already broken into lines: words of theirs stand across line ends.
_WRAPPED = ("r04", "r12")

# Left stands for right and right for left: the same thing to a reader.
SYNONYMS = (
    ("合法性审查", "合法性审核"),
    ("矛盾纠纷", "纠纷矛盾"),
    ("行政执法人员", "行政执法队员"),
    ("宣传活动", "宣教活动"),
    ("法律顾问", "法律顾问律师"),
    ("培训", "轮训"),
    ("召开", "组织召开"),
    ("不足", "短板"),
    ("工作打算", "工作安排"),
)
SLIPS = (("法治", "法制"), ("督察", "督查"), ("记录", "纪录"), ("账", "帐"), ("部署", "布署"))
_NUMERALS = "一二三四五六七八九十"


def _synonyms(text: str) -> str:
    for one, other in SYNONYMS:
        text = re.sub(rf"{one}(?!{other.removeprefix(one) or '$'})", other, text)
    return text


def _slips(text: str) -> str:
    """Put every second occurrence of a word down as people mistype it."""
    for right, wrong in SLIPS:
        count = iter(range(10**6))
        text = re.sub(right, lambda match, n=count, w=wrong: w if next(n) % 2 else match.group(), text)
    return text


def _reordered(text: str) -> str:
    """Turn the semicolon-parted pieces of a sentence round where none of them leans on another."""
    leaning = re.compile(
        r"^(?:一|二|三|四|五|六|七|八|九|首先|其次|但|并|同时|下一|将|拟|计划|上述|其中|以上|\d)|：|:"
    )

    def turn(match: re.Match[str]) -> str:
        pieces = match.group(1).split("；")
        if len(pieces) < 2 or any(leaning.search(piece.strip()) or len(piece) < 6 for piece in pieces):
            return match.group()
        return "；".join(reversed(pieces)) + "。"

    return re.sub(r"(?<=[。\n])([^。\n：:]*；[^。\n：:]*)。", turn, text)


def _level_one(text: str) -> list[tuple[int, int]] | None:
    """Return the spans of the parts 一、二、… of a report, None when it has no such parts."""
    parsed = outline(Document("t", "0" * 64, text))
    starts = [
        parsed.flat.span(each.start, each.heading_end)[0]
        for each in parsed.sections
        if each.level == 1 and each.style == "一、"
    ]
    if len(starts) < 2 or len(starts) > len(_NUMERALS):
        return None
    tail = parsed.signature_spot or parsed.sign_date_spot
    end = tail.start if tail and tail.start > starts[-1] else len(text)
    return list(zip(starts, [*starts[1:], end], strict=True))


def _parts_moved(text: str) -> str:
    """Put the last part first and number anew."""
    spans = _level_one(text)
    if spans is None:
        return text
    parts = [text[start:end].rstrip("\n") + "\n" for start, end in spans]
    parts = [parts[-1], *parts[:-1]]
    renumbered = [
        re.sub(r"^\s*[一二三四五六七八九十]+\s*[、.]", f"{_NUMERALS[index]}、", part)
        for index, part in enumerate(parts)
    ]
    return text[: spans[0][0]] + "".join(renumbered) + text[spans[-1][1] :]


def _as_parts(text: str) -> str:
    """Write 第一部分 for 一、."""
    spans = _level_one(text)
    if spans is None:
        return text
    for index in range(len(spans) - 1, -1, -1):
        start = spans[index][0]
        head = re.sub(
            r"^\s*[一二三四五六七八九十]+\s*[、.]", f"第{_NUMERALS[index]}部分　", text[start : start + 20]
        )
        text = text[:start] + head + text[start + 20 :]
    return text


def _unnumbered(text: str) -> str:
    """Take the numbers 一、 from the great parts."""
    spans = _level_one(text)
    if spans is None:
        return text
    for start, _ in reversed(spans):
        text = (
            text[:start]
            + re.sub(r"^\s*[一二三四五六七八九十]+\s*[、.]\s*", "", text[start : start + 20])
            + text[start + 20 :]
        )
    return text


def _furnished(text: str) -> str:
    above = "首页 > 政务公开 > 法治政府建设年度报告\n【字体：大 中 小】 打印\n浏览次数：302\n"
    return (
        f"{above}{text}\n分享到：\n【关闭窗口】\n上一篇：关于汛期值班的通知\n主办：某网站编辑部　网站地图\n"
    )


def _traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


def _broken(text: str) -> str:
    """Break every line at 32 characters."""
    return "\n".join(
        line[at : at + 32] for line in text.split("\n") for at in range(0, max(len(line), 1), 32)
    )


def _doubled_and_lost(text: str) -> str:
    """Double one character in 400 and lose none: what a web copy does to a text."""
    chance = random.Random(7)
    return "".join(char * 2 if "一" <= char <= "鿿" and chance.random() < 1 / 400 else char for char in text)


VARIANTS: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "as it is": (lambda text: text, ()),
    "other words": (_synonyms, ()),
    "slips of the pen": (_slips, ("form.stale-reference",)),
    "clauses turned round": (_reordered, ("form.numbering",)),
    "parts in another order": (_parts_moved, ("form.numbering",)),
    "第一部分 for 一、": (_as_parts, ("form.numbering",)),
    "great parts unnumbered": (_unnumbered, ("form.numbering",)),
    "page furniture": (_furnished, ("form.signature", "form.unit-name")),
    "traditional": (_traditional, ()),
    "broken lines": (_broken, ("form.numbering",)),
    "doubled characters": (_doubled_and_lost, ("form.", "struct.")),
}


def labelled() -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Yield (key, file, labels) of every labelled report that is not broken into lines already."""
    for path, folder in (GOLD, *OWN):
        for key, gold in next(iter(yaml.safe_load(path.read_text(encoding="utf-8")).values())).items():
            if key not in _WRAPPED:
                yield key, folder / gold["file"], gold["labels"]


def measure(name: str, rules: RuleSet) -> tuple[int, int, list[str]]:
    """Return (labels that agree, labels, what moved) of one variant over all labelled reports."""
    change, untouched_by = VARIANTS[name]
    agree = total = 0
    moved = []
    for key, path, labels in labelled():
        text = change(read(path).text)
        audited = {each.id: each for each in audit(Document(key, "0" * 64, text), rules).findings}
        for rule_id, label in labels.items():
            if rule_id.startswith(untouched_by or ("-",)):
                continue
            status, accepted = audited[rule_id].status.value, {label["status"], *label.get("accept", ())}
            total += 1
            agree += status in accepted
            if status not in accepted:
                moved.append(f"{name}: {key} {rule_id}: {'/'.join(sorted(accepted))} → {status}")
    return agree, total, moved


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    rules = load_rules()
    for name in VARIANTS:
        agree, total, moved = measure(name, rules)
        print(f"{name:24} {agree:5} of {total} labels  {agree / total:.1%}")
        if options.wrong:
            print(*moved, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
