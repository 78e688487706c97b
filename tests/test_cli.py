"""The commands as an officer types them: what is shown, what is written, how they end."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

import click
import pytest

from auditor import audit, read
from auditor.cli import cli, main
from auditor.display import width
from auditor.errors import AuditorError, UnreadableError
from auditor.render.table import render_report
from auditor.rules import RuleSet
from tests.conftest import SEEDS

KEYS = (
    "source sha256 unit level year title addressee sign_date posted_date scored unscored_reason warnings gap gap_best "
    "gap_waived gate counts outline findings"
).split()
FINDING_KEYS = (
    "id title status weight points required parts evidence look_alikes reason advice sources waiver".split()
)


def _run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "auditor", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )


def test_check_shows_gap_and_gate_first_then_the_missing_list_by_points() -> None:
    done = _run("check", SEEDS[4])
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("■ 中共后塘瑤族鄉委員會 后塘瑤族鄉人民政府 · 乡镇（街道） · 2024 年度")
    assert "差距分" in lines[2] and "结论：退回" in lines[2]
    assert "行政执法「三项制度」" in done.stdout
    assert "全面推行行政執法" in done.stdout or "行政執法公示" in done.stdout
    assert "是今后的打算" in done.stdout
    assert "依据：实施纲要（2021－2025年）第（十五）项" in done.stdout
    points = [float(line.split("|")[1]) for line in lines if line.startswith("| ") and line[2].isdigit()]
    assert points == sorted(points, reverse=True) and points


def test_chinese_columns_align_in_a_terminal() -> None:
    table = [line for line in _run("check", SEEDS[0]).stdout.splitlines() if line.startswith(("|", "+"))]
    assert len({width(line) for line in table}) == 1
    # Signs that terminals draw one or two columns wide have no place in a table.
    assert not any(east_asian_width(char) == "A" for line in table for char in line)


def test_all_shows_the_sentence_behind_every_met_item() -> None:
    assert "已报告的项目和依据" in _run("check", SEEDS[1], "--all").stdout


def test_json_holds_every_key_of_the_contract() -> None:
    document = json.loads(_run("check", *SEEDS, "--format", "json").stdout)
    assert list(document) == ["auditor", "rules", "reports", "unreadable"]
    assert list(document["rules"]) == ["id", "version", "sha256", "count"]
    assert [Path(report["source"]).name for report in document["reports"]] == [path.name for path in SEEDS]
    for report in document["reports"]:
        assert list(report) == KEYS
        assert list(report["counts"]) == ["met", "partial", "missing", "review", "na"]
        assert all(list(entry) == ["heading", "role", "start", "end"] for entry in report["outline"])
        text = _run("text", report["source"]).stdout
        for finding in report["findings"]:
            assert list(finding) == FINDING_KEYS
            for shown in (*finding["evidence"], *finding["look_alikes"]):
                assert text[shown["start"] : shown["end"]] == shown["quote"]
                assert ("why" in shown) != ("match" in shown)


def test_batch_writes_results_and_shows_the_ranking(tmp_path: Path) -> None:
    folder = tmp_path / "各镇"
    (folder / "城郊镇").mkdir(parents=True)
    (folder / "城郊镇" / "报告.txt").write_bytes(SEEDS[0].read_bytes())
    (folder / "后塘乡.txt").write_bytes(SEEDS[4].read_bytes())
    (folder / "坏.txt").write_bytes(b"")
    (folder / "~$报告.txt").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    done = _run("batch", folder, "-o", folder / "结果")
    assert done.returncode == 3
    assert "乡镇（街道）：2 份" in done.stdout and "无法读取：1 份" in done.stdout
    document = json.loads((folder / "结果" / "results.json").read_text(encoding="utf-8"))
    assert [report["source"] for report in document["reports"]] == ["后塘乡.txt", "城郊镇/报告.txt"]
    assert [entry["source"] for entry in document["unreadable"]] == ["坏.txt"]
    left = sorted(path.name for path in (folder / "结果").iterdir())
    assert left == [
        "auditor.lock",
        "auditor.sqlite",
        "index.html",
        "overlaps.json",
        "results.json",
        "units",
        "总表.xlsx",
    ]
    again = (folder / "结果" / "results.json").read_bytes()
    assert _run("batch", folder, "-o", folder / "结果", "--quiet").stderr.count("正在核查") == 0
    assert (folder / "结果" / "results.json").read_bytes() == again


def test_level_and_year_can_be_given_by_hand() -> None:
    document = json.loads(
        _run("check", SEEDS[0], "--format", "json", "--level", "county", "--year", "2020").stdout
    )
    assert (document["reports"][0]["level"], document["reports"][0]["year"]) == ("county", 2020)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["check", SEEDS[4], "--strict"], 1, ""),
        (["check", SEEDS[4]], 0, ""),
        (["check"], 2, "缺少 文件…"),
        (["chek"], 2, "没有这个命令"),
        ([], 2, "用法：auditor"),
        (["check", "a.txt", "--lvel", "county"], 2, "没有选项 --lvel。是否想写 --level"),
        (["check", "a.txt", "--level", "city"], 2, "可以写：township、county、department"),
        (["check", "a.txt", "--year", "去年"], 2, "--year 的值不对"),
        (["check", "a.txt", "--rules", "没有.yaml"], 2, "打不开文件“没有.yaml”"),
        (["check", "没有.txt"], 3, "找不到文件“没有.txt”"),
        (["check", "没有.txt", SEEDS[4], "--strict"], 3, "找不到文件“没有.txt”"),
        (["text", "没有.txt"], 3, "找不到文件“没有.txt”"),
        (["batch", "没有", "-o", "out"], 2, "找不到文件夹“没有”"),
    ],
)
def test_exit_codes_and_messages(arguments: list[object], code: int, message: str) -> None:
    done = _run(*arguments)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_another_kind_of_paper_is_not_scored(tmp_path: Path) -> None:
    paper = tmp_path / "年报.txt"
    paper.write_text(
        "临水镇2024年政府信息公开工作年度报告\n一、总体情况\n主动公开政府信息120条，办理依申请公开2件。\n",
        encoding="utf-8",
    )
    done = _run("check", paper, "--format", "json")
    report = json.loads(done.stdout)["reports"][0]
    assert done.returncode == 3
    assert (report["scored"], report["gap"], report["gate"]) == (False, None, "return")
    assert "政府信息公开工作年度报告" in report["unscored_reason"]


def test_output_goes_to_the_named_file(tmp_path: Path) -> None:
    target = tmp_path / "新" / "清单.txt"
    done = _run("check", SEEDS[4], "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("■ ")


def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    assert _run("check", SEEDS[4], cwd=tmp_path).returncode == 0


def test_help_is_chinese() -> None:
    for arguments in (["--help"], ["check", "--help"], ["batch", "--help"], ["text", "-h"]):
        shown = _run(*arguments)
        assert shown.returncode == 0
        assert (
            "用法：" in shown.stdout
            and "Usage" not in shown.stdout
            and "Options" not in shown.stdout
            and "required" not in shown.stdout
        )


def _told(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run a command in this process: its exit code, what it shows, what it says."""
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments)])
    shown = capsys.readouterr()
    return int(ended.value.code or 0), shown.out, shown.err


def test_mistakes_in_folders_and_options_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空").mkdir()
    for arguments, message in (
        (("check", "a.txt", "--level"), "选项 --level 的写法不对，后面要跟一个值。用 --help 查看说明。"),
        (("batch", tmp_path / "空", "-o", tmp_path / "出"), f"文件夹“{tmp_path / '空'}”里没有文件"),
        (
            ("batch", tmp_path / "空", "-o", tmp_path / "出", "--last-year", tmp_path / "去年"),
            f"找不到文件夹“{tmp_path / '去年'}”",
        ),
        (("rules", "diff", tmp_path / "甲.yaml", "--on", tmp_path / "无"), "打不开文件"),
    ):
        code, shown, said = _told(capsys, *arguments)
        assert (code, shown) == (2, ""), said
        assert message in said and said.count("\n") == 1


def test_a_file_that_cannot_be_read_is_told_beside_the_reasoning_on_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, shown, said = _told(capsys, "check", "没有.txt", SEEDS[0], "--explain", "lead.plan")
    assert code == 3
    assert shown.startswith(f"文件：{SEEDS[0]}\n■ lead.plan")
    assert said.startswith("找不到文件“没有.txt”")


def test_exemptions_are_shown_in_the_list_and_those_of_no_use_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "豁免.yaml"
    entry = "理由: 另有安排, 批准人: 张三, 截止: 2999-12-31, 免退回: 否"
    path.write_text(
        f"豁免:\n- {{单位: 后塘瑤族鄉, 规则: enforce.three-systems, {entry}}}\n"
        f"- {{单位: 无名镇, 规则: lead.plan, {entry}}}\n",
        encoding="utf-8",
    )
    code, shown, said = _told(capsys, "check", SEEDS[4], "--waivers", path)
    assert code == 0
    assert "已豁免：另有安排" in shown and "（张三批准，至" in shown and "豁免后" in shown
    assert said.startswith("提示：") and "无名镇" in said


def test_a_report_that_lacks_nothing_and_one_that_is_not_scored_have_no_list(rules: RuleSet) -> None:
    whole = audit(read(SEEDS[0]), rules)
    none = render_report(replace(whole, findings=()))
    assert "没有缺项。" in none and "缺项清单" not in none
    unscored = replace(
        whole, scored=False, gap=None, gap_best=None, gap_waived=None, unscored_reason="字太少。"
    )
    shown = render_report(unscored)
    assert "差距分 —    结论：" in shown
    assert shown.endswith("\n\n未评分：字太少。\n")


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 3, "已中止。\n"),
        (click.ClickException("odd"), 2, "命令有误：odd\n"),
        (AuditorError("写错了。"), 2, "写错了。\n"),
        (UnreadableError("打不开。"), 3, "打不开。\n"),
    ],
)
def test_however_a_command_ends_it_says_so_in_a_line(
    raised: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(**_: object) -> None:
        raise raised

    monkeypatch.setattr(cli, "main", fail)
    assert _told(capsys, "check") == (code, "", said)
