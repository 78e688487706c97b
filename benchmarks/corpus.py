"""Reports in any number, made from the seeds: other places, other figures, other words here and there."""

import random
import re
from pathlib import Path

_SEEDS = sorted((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
_PLACES = ("渠马", "国宝", "城郊", "后塘", "潢川")
_NAMES = "东西南北中河山林石桥新安平和兴隆福寿康宁"
_FIGURE = re.compile(r"(?<![\d年月])[1-9]\d{0,3}(?=[次场件份起人名条个])")
# Said between two clauses by anybody of anything: it makes a sentence that no report held before.
_ASIDES = "按照部署,|结合实际,|紧扣重点,|聚焦实效,|注重统筹,|突出特色,|坚持不懈,|多措并举,".replace(
    ",", "，"
).split("|")
_ASIDE_RATE = 0.15


def seeds() -> list[str]:
    """The texts of the seeds."""
    return [path.read_text(encoding="utf-8") for path in _SEEDS]


def report(number: int) -> str:
    """A report of its own: the same for the same number, unlike that of any other."""
    chance = random.Random(number)
    texts = seeds()
    text = texts[number % len(texts)]
    name = "".join(chance.choice(_NAMES) for _ in range(2))
    for place in _PLACES:
        text = text.replace(place, name)
    text = _FIGURE.sub(lambda _: str(chance.randint(1, 400)), text)
    clauses = re.split(r"(?<=，)(?=[\u4e00-\u9fff])", text)
    return "".join(
        clause + chance.choice(_ASIDES) if clause.endswith("，") and chance.random() < _ASIDE_RATE else clause
        for clause in clauses
    )


def long_report(number: int, times: int) -> str:
    """A report about ``times`` as long: with the running text of as many others of its kind."""
    chance = random.Random(number)
    lines = report(number).splitlines()
    longest = max(range(len(lines)), key=lambda index: len(lines[index]))
    head, tail = lines[: max(1, longest)], lines[longest:]
    middle = []
    for _ in range(times - 1):
        other = report(chance.randrange(1_000_000) * len(_SEEDS) + number % len(_SEEDS)).splitlines()
        middle += [line for line in other if len(line) > 40]
    return "\n".join([*head, *middle, *tail])


def write_reports(folder: Path, count: int) -> None:
    """Write ``count`` reports as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(report(number), encoding="utf-8")
