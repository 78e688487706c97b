"""Comparing two reports: what was repaired, what got worse, and that the points add up."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor import read
from auditor.cli import cli
from auditor.comparing import Change, Comparison, Judged, Turn, compare, compare_sides, judged_side
from auditor.display import width
from auditor.examples import minimal_report
from auditor.job import Terms, audit_document
from auditor.models import Document
from auditor.render.comparison import render_comparison
from auditor.roster import Roster, Unit
from auditor.rules import RuleSet
from auditor.units import bare_name, same_units
from auditor.vocabulary import Level, Status
from tests.conftest import SEEDS
from tests.versions import FIRST, NEXT_YEAR, SECOND

Judge = Callable[..., Judged]


@pytest.fixture(scope="module")
def judge(rules: RuleSet) -> Judge:
    def run(text: str, **said: Any) -> Judged:
        document = Document("报告.txt", sha256(text.encode()).hexdigest(), text)
        audit, unit = audit_document(document, Terms(rules, **said))
        return Judged(audit, text, unit.name if unit else None)

    return run


@pytest.fixture(scope="module")
def seeds(judge: Judge) -> list[Judged]:
    return [judge(read(path).text) for path in SEEDS]


@pytest.fixture(scope="module")
def two_versions(judge: Judge) -> Comparison:
    return compare(judge(FIRST), judge(SECOND))


def change_of(comparison: Comparison, rule: str) -> Change:
    return next(each for each in comparison.changes if each.id == rule)


def township(text: str, **said: Any) -> str:
    return minimal_report(text, Level.TOWNSHIP, **said).text


# --- one requirement ---


@pytest.mark.parametrize(
    ("rule", "turn", "before", "after"),
    [
        ("enforce.three-systems", Turn.REPAIRED, Status.MISSING, Status.MET),
        ("decision.procedure", Turn.BETTER, Status.MISSING, Status.PARTIAL),
        ("form.deadline", Turn.WORSE, Status.MET, Status.MISSING),
        ("enforce.reform", Turn.OPEN, Status.MISSING, Status.MISSING),
        ("struct.measures", Turn.SAME, Status.MET, Status.MET),
    ],
)
def test_what_became_of_a_requirement(
    two_versions: Comparison, rule: str, turn: Turn, before: Status, after: Status
) -> None:
    change = change_of(two_versions, rule)
    assert change.before and change.after
    assert (change.turn, change.before.status, change.after.status) == (turn, before, after)
    assert (change.gained > 0, change.gained < 0) == (
        turn in (Turn.REPAIRED, Turn.BETTER),
        turn is Turn.WORSE,
    )


def test_advice_that_was_followed_is_answered_by_sentences_that_are_new(two_versions: Comparison) -> None:
    change = change_of(two_versions, "enforce.three-systems")
    quotes = [each.quote for each in change.answer]
    assert any("公示執法信息36條" in each for each in quotes)
    assert all(each not in FIRST and each in SECOND for each in quotes)
    assert set(change.parts_gained) == {"行政执法公示", "执法全过程记录", "重大执法决定法制审核"}


def test_a_sentence_that_only_moved_is_no_new_answer(judge: Judge) -> None:
    plan = "聘请法律顾问1名，审查合同12件。"
    moved = compare(
        judge(township("略。") + f"\n四、2026年度主要安排\n{plan}"),
        judge(township(plan)),
    )
    change = change_of(moved, "decision.legal-adviser")
    assert change.turn is Turn.REPAIRED
    assert change.answer == ()


def test_saying_that_the_unit_lacks_the_power_answers_the_advice(judge: Judge) -> None:
    change = change_of(
        compare(
            judge(township("全年开会4次。")),
            judge(township("全年开会4次。本镇没有行政执法权。")),
        ),
        "enforce.three-systems",
    )
    assert change.after and change.after.status is Status.NOT_APPLICABLE
    assert change.turn is Turn.REPAIRED


def test_a_rule_of_other_years_neither_repairs_nor_worsens(judge: Judge, rules: RuleSet) -> None:
    """Each report keeps its own year: a rule of 2025 begins with the report on 2025."""
    from_2025 = replace(
        rules,
        sha256="1" * 64,
        levels={
            level: tuple(
                replace(each, years=(2025, 9999)) if each.id == "enforce.three-systems" else each
                for each in of_level
            )
            for level, of_level in rules.levels.items()
        },
    )
    sides = [
        judge_with(from_2025, text) for text in (township("略。", year=2024), township("略。", year=2025))
    ]
    there, back = compare(*sides), compare(*reversed(sides))
    assert change_of(there, "enforce.three-systems").turn is Turn.BEGUN
    assert change_of(back, "enforce.three-systems").turn is Turn.ENDED
    assert there.balance.scope > 0 > back.balance.scope
    assert there.balance.weight_after - there.balance.weight_before == 3
    shown = render_comparison(there)
    before, after = there.balance.weight_before, there.balance.weight_after
    assert f"  另有与补正无关的变化：适用的要求不同 {there.balance.scope:+.1f} 分；" in shown
    assert f"各项权重不同（合计 {before} → {after}），未补正项的分值随之改变" in shown


def judge_with(rules: RuleSet, text: str) -> Judged:
    audit, _ = audit_document(Document("报告.txt", sha256(text.encode()).hexdigest(), text), Terms(rules))
    return Judged(audit, text)


# --- laws ---

MIRROR = {
    Turn.REPAIRED: {Turn.WORSE},
    Turn.BETTER: {Turn.WORSE},
    Turn.WORSE: {Turn.REPAIRED, Turn.BETTER},
    Turn.OPEN: {Turn.OPEN},
    Turn.SAME: {Turn.SAME},
    Turn.BEGUN: {Turn.ENDED},
    Turn.ENDED: {Turn.BEGUN},
}


def test_a_report_compared_with_itself_shows_no_change(seeds: list[Judged]) -> None:
    for each in seeds:
        found = compare(each, each)
        assert {change.turn for change in found.changes} <= {Turn.SAME, Turn.OPEN}
        assert all(
            not (change.gained or change.answer or change.parts_gained or change.parts_lost)
            for change in found.changes
        )
        assert not (found.balance.repaired or found.balance.worsened or found.balance.rescaled)
        assert found.notes == ("两份文件的内容完全相同。",)


def test_there_and_back_mirror_each_other(seeds: list[Judged]) -> None:
    for one, other in combinations(seeds, 2):
        there, back = compare(one, other), compare(other, one)
        reverse = {each.id: each for each in back.changes}
        assert set(reverse) == {each.id for each in there.changes}
        for each in there.changes:
            mirrored = reverse[each.id]
            assert mirrored.turn in MIRROR[each.turn]
            assert (each.before, each.after, each.gained) == (
                mirrored.after,
                mirrored.before,
                -mirrored.gained,
            )
            assert each.parts_gained == mirrored.parts_lost


def test_the_balance_adds_up_to_the_change_of_the_gap(seeds: list[Judged]) -> None:
    for one in seeds:
        for other in seeds:
            found = compare(one, other)
            balance = found.balance
            change = balance.worsened - balance.repaired + balance.scope + balance.rescaled
            assert found.before.gap is not None and found.after.gap is not None
            assert found.after.gap - found.before.gap == pytest.approx(change, abs=0.11)
            if not balance.scope and balance.weight_before == balance.weight_after:
                assert balance.rescaled == pytest.approx(0, abs=0.01)


# --- two reports ---


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        (FIRST, SEEDS[3].read_text(encoding="utf-8"), "两份报告的单位不同"),
        (FIRST, SEEDS[2].read_text(encoding="utf-8"), "（旧：乡镇（街道），新：县级政府）"),
        (NEXT_YEAR, FIRST, "请确认两份没有写反"),
        (FIRST, FIRST, "内容完全相同"),
    ],
)
def test_what_speaks_against_a_comparison_is_noted(judge: Judge, old: str, new: str, note: str) -> None:
    assert any(note in each for each in compare(judge(old), judge(new)).notes)


def test_two_names_of_a_unit_in_the_roster_are_one_unit(judge: Judge) -> None:
    roster = Roster((Unit("临水镇人民政府", aliases=("新河镇",)),))
    texts = township("全年开会4次。"), township("全年开会5次。").replace("临水镇", "新河镇")
    apart = compare(*(judge(text) for text in texts))
    assert any("单位不同" in each for each in apart.notes)
    assert compare(*(judge(text, roster=roster) for text in texts)).notes == ()


def test_text_taken_over_from_last_year_is_told(judge: Judge) -> None:
    found = compare(judge(FIRST), judge(NEXT_YEAR))
    assert found.carried
    assert found.carried.share > 0.9
    assert all(NEXT_YEAR[each.start : each.end] == each.quote for each in found.carried.passages)
    rewritten = compare(judge(FIRST), judge(township("全年开会4次。")))
    assert rewritten.carried and rewritten.carried.share == 0


def test_two_versions_of_a_report_are_meant_to_be_alike(two_versions: Comparison) -> None:
    assert two_versions.carried is None


# --- which reports belong together ---


@pytest.mark.parametrize(
    ("names", "units"),
    [
        (["临水镇人民政府", "中共临水镇委员会 临水镇人民政府", "临水镇党委、政府", "臨水鎮"], 1),
        (["中共临水县委临水县人民政府", "临水县"], 1),
        (["临水镇", "甲县临水镇"], 1),
        (["临水镇", "甲县临水镇", "丙市甲县临水镇"], 1),
        (["甲县临水镇", "乙县临水镇"], 2),
        (["临水镇", "甲县临水镇", "乙县临水镇"], 3),
        (["临水镇", "新临水镇"], 2),
        (["太阳街道办事处", "太阳街道"], 1),
        (["临水县水利局", "水利局"], 1),
        (["临水县人民政府", "临水县人民政府办公室"], 2),
        (["", "政府"], 2),
    ],
)
def test_names_of_one_unit_are_told_from_those_of_others(names: list[str], units: int) -> None:
    keys = same_units(names)
    assert set(keys) == set(names)
    assert len(set(keys.values())) == units


def test_a_bare_name_is_never_empty_for_a_name() -> None:
    assert bare_name("人民政府") == "人民政府"
    assert bare_name("镇人民政府") == "镇人民政府"
    assert bare_name("甲镇人民政府") == "甲镇"
    assert bare_name("中共臨水鎮委員會 臨水鎮人民政府") == "临水镇"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "第一次", tmp_path / "第二次"
    for folder, files in (
        (
            old,
            {
                "后塘.txt": FIRST,
                "镇/甲.txt": township("全年开会4次。").replace("临水镇", "甲镇"),
                "乙.txt": township("全年开会4次。").replace("临水镇", "乙镇"),
                "丙一.txt": township("全年开会4次。").replace("临水镇", "丙镇"),
                "丙二.txt": township("全年开会5次。").replace("临水镇", "丙镇"),
            },
        ),
        (
            new,
            {
                "改好的.txt": SECOND,
                "镇/甲.txt": township("全年开会6次。").replace("临水镇", "甲镇"),
                "丁.txt": township("全年开会4次。").replace("临水镇", "丁镇"),
                "丙.txt": township("全年开会6次。").replace("临水镇", "丙镇"),
                "坏.txt": "",
            },
        ),
    ):
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return old, new


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["compare", *map(str, arguments)], standalone_mode=False)


def test_two_folders_are_matched_unit_by_unit(folders: tuple[Path, Path], rules: RuleSet) -> None:
    compared = compare_sides(*(judged_side(each, Terms(rules)) for each in folders))
    pairs = [(Path(each.before.source).name, Path(each.after.source).name) for each in compared.comparisons()]
    assert sorted(pairs) == [("后塘.txt", "改好的.txt"), ("甲.txt", "甲.txt")]
    assert [each.unit for each in compared.only(new=False)] == ["乙镇"]
    assert [each.unit for each in compared.only(new=True)] == ["丁镇"]
    ((old, new),) = compared.pairing.several
    assert (len(old), len(new)) == (2, 1)
    assert [Path(source).name for source, _ in compared.unscored] == ["坏.txt"]


def test_files_of_one_name_are_matched_where_a_report_does_not_name_its_unit(
    folders: tuple[Path, Path], rules: RuleSet
) -> None:
    text = "2024年度法治政府建设年度报告\n一、主要工作\n我镇全年开会4次，全镇学法三次，本镇依法行政。\n"
    for folder in folders:
        (folder / "无名.txt").write_text(text, encoding="utf-8")
    sides = [judged_side(each, Terms(rules, level=Level.TOWNSHIP)) for each in folders]
    sources = [Path(each.after.source).name for each in compare_sides(*sides).comparisons()]
    assert "无名.txt" in sources


def test_results_that_lie_in_a_folder_are_no_reports(folders: tuple[Path, Path], rules: RuleSet) -> None:
    for results in (folders[0], folders[1] / "结果"):
        results.mkdir(exist_ok=True)
        for name in ("auditor.sqlite", "results.json", "overlaps.json"):
            (results / name).write_text("{}", encoding="utf-8")
    compared = compare_sides(*(judged_side(each, Terms(rules)) for each in folders))
    assert [Path(source).name for source, _ in compared.unscored] == ["坏.txt"]


def test_archives_are_matched_like_folders(
    folders: tuple[Path, Path], tmp_path: Path, rules: RuleSet
) -> None:
    packed = [Path(shutil.make_archive(str(tmp_path / each.name), "zip", each)) for each in folders]
    compared = compare_sides(*(judged_side(each, Terms(rules)) for each in packed))
    assert len(list(compared.comparisons())) == 2


# --- the command ---


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    made = {}
    for name, text in (("first", FIRST), ("second", SECOND), ("next", NEXT_YEAR), ("empty", "")):
        made[name] = tmp_path / f"{name}.txt"
        made[name].write_text(text, encoding="utf-8")
    return made


def test_the_table_says_first_what_counts(files: dict[str, Path]) -> None:
    done = run(files["first"], files["second"])
    lines = done.stdout.splitlines()
    assert lines[0].startswith("■ 中共后塘瑤族鄉委員會 后塘瑤族鄉人民政府 · 乡镇（街道）")
    assert lines[3].startswith("  差距分 26.2 → ") and "结论：退回 → " in lines[3]
    blocks = [line.split("（")[0] for line in lines if line.endswith("）") and "项，" in line]
    assert blocks == ["已补正", "有改进，还不够", "退步", "仍未补正"]
    assert "新写：「全面推行行政執法公示制度" in done.stdout
    assert "要求：写明三项制度各自做了什么" in done.stdout
    assert "注意" not in done.stdout and "成段相同" not in done.stdout


def test_what_is_said_of_little_things(judge: Judge) -> None:
    bare = township("全年开会4次。")
    titled = bare.replace("年度报告\n", "年度报告\n县人民政府：\n", 1)
    better, worse = (
        render_comparison(compare(*map(judge, each))) for each in ((bare, titled), (titled, bare))
    )
    assert "提示（只供参考，不计分）\n  · 补上：主送机关" in better
    assert "提示（只供参考，不计分）\n  · 退步：主送机关" in worse
    assert "差距分" in better and "，没有变化，0 为没有差距" in better
    last_year = township("去年走访群众300户，修好水渠两条。", year=2024)
    assert "与旧的一份没有成段相同的文字。" in render_comparison(compare(judge(last_year), judge(bare)))


def test_columns_align(files: dict[str, Path], folders: tuple[Path, Path]) -> None:
    for shown in (run(files["first"], files["second"]).stdout, run(*folders).stdout):
        block: set[int] = set()
        for line in shown.splitlines():
            if line.startswith(("|", "+")):
                block.add(width(line))
            else:
                assert len(block) <= 1
                block = set()


def test_a_report_that_was_copied_from_last_year_is_told_in_the_table(files: dict[str, Path]) -> None:
    shown = run(files["first"], files["next"]).stdout
    assert "照抄较多，最长的一段：“2025年以來" in shown


def test_the_json_holds_every_key_and_is_the_same_each_time(
    files: dict[str, Path], folders: tuple[Path, Path]
) -> None:
    done = run(files["first"], files["second"], "--format", "json")
    assert done.stdout == run(files["first"], files["second"], "--format", "json").stdout
    document = json.loads(done.stdout)
    assert list(document) == "auditor rules comparisons only_old only_new several unscored".split()
    (comparison,) = document["comparisons"]
    assert list(comparison) == "before after notes balance changes carried".split()
    assert len(comparison["changes"]) == document["rules"]["count"]
    assert list(comparison["changes"][0]) == (
        "id title turn weight gained before after answer parts_gained parts_lost".split()
    )
    of_folders = json.loads(run(*folders, "--format", "json").stdout)
    assert [each["unit"] for each in of_folders["only_old"]] == ["乙镇"]
    assert [each["unit"] for each in of_folders["several"]] == ["丙镇"]
    assert len(of_folders["comparisons"]) == 2


def test_folders_are_shown_in_lines_and_with_all_in_full(folders: tuple[Path, Path]) -> None:
    shown = run(*folders).stdout
    assert "两边都有的单位：2 个" in shown and "■" not in shown
    assert "只有旧的，没有新的：1 份\n  · 乙镇（" in shown
    assert "一个单位有几份，分不清哪两份比：1 个单位" in shown
    assert run(*folders, "--all").stdout.count("■ ") == 2


@pytest.mark.parametrize(
    ("old", "new", "options", "code", "message"),
    [
        ("first", "second", [], 0, ""),
        ("second", "first", ["--strict"], 1, ""),
        ("first", "empty", ["--strict"], 3, "没有比较，“"),
        ("first", "没有", [], 3, "找不到文件"),
    ],
)
def test_how_the_command_ends(
    files: dict[str, Path], old: str, new: str, options: list[str], code: int, message: str
) -> None:
    done = run(files[old], files.get(new, new), *options)
    assert done.return_value == code
    assert message in done.stderr


def test_a_file_is_not_compared_with_a_folder(files: dict[str, Path], tmp_path: Path) -> None:
    done = run(files["first"], tmp_path)
    assert "旧、新要么都是文件，要么都是文件夹" in str(done.exception)
    assert "找不到文件夹“没有”" in str(run("没有", tmp_path).exception)


@pytest.mark.parametrize(
    ("names", "message"),
    [((), "里没有报告。"), (("auditor.sqlite",), "这是核查结果，请写报告所在的文件夹。")],
)
def test_a_folder_without_reports_is_told(
    files: dict[str, Path], tmp_path: Path, names: tuple[str, ...], message: str
) -> None:
    bare = tmp_path / "out"
    bare.mkdir()
    for name in names:
        (bare / name).touch()
    assert message in str(run(tmp_path, bare).exception)


def test_results_never_take_the_place_of_a_report(files: dict[str, Path]) -> None:
    done = run(files["first"], files["second"], "-o", files["second"])
    assert "不能用结果覆盖它" in str(done.exception)
    assert files["second"].read_text(encoding="utf-8") == SECOND


def test_years_can_be_given_for_each_side(files: dict[str, Path]) -> None:
    done = run(
        files["first"], files["second"], "--old-year", "2020", "--new-year", "2021", "--format", "json"
    )
    (comparison,) = json.loads(done.stdout)["comparisons"]
    assert (comparison["before"]["year"], comparison["after"]["year"]) == (2020, 2021)


def test_text_of_a_report_shows_as_text(tmp_path: Path) -> None:
    hostile = "=cmd()<script>alert(1)</script>\u202e\x07聘请法律顾问1名，" + "审查合同" * 25_000 + "12件。"
    old, new = tmp_path / "旧.txt", tmp_path / "新\u202e.txt"
    old.write_text(township("略。"), encoding="utf-8")
    new.write_text(township(hostile), encoding="utf-8")
    done = run(old, new)
    assert done.return_value == 0
    assert "<script>alert(1)</script>" in done.stdout
    assert "\u202e" not in done.stdout and "\x07" not in done.stdout
    assert len(done.stdout) < 60_000
