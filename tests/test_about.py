"""auditor about; and that everything else works without what it reports."""

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import auditor
from auditor import Audit, audit, load_rules, read
from auditor.cli import cli
from auditor.readers import office
from tests.conftest import ROOT, SEEDS


def _said() -> dict[str, str]:
    result = CliRunner().invoke(cli, ["about"], standalone_mode=False)
    return dict(line.split("：", 1) for line in result.stdout.splitlines())


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine with no other program, and without the packages that recognise text."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    for package in ("rapidocr", "onnxruntime", "PIL"):
        for loaded in [name for name in sys.modules if name.partition(".")[0] == package]:
            monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, package, None)


def test_it_says_versions_and_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDITOR_DATA", str(tmp_path))
    said = _said()
    assert said["版本"].startswith(f"auditor {auditor.__version__}，Python 3.")
    assert said["规则"] == f"法治政府建设年度报告核查规则，版本 {load_rules().version}，共 54 条"
    assert said["程序"] == str(ROOT / "auditor")
    assert said["工作台的数据"] == str(tmp_path)
    assert said["可以删的缓存"] == os.environ["AUDITOR_CACHE"]


@pytest.mark.usefixtures("bare")
def test_what_a_bare_machine_lacks_is_told_with_what_that_means() -> None:
    said = _said()
    assert {name: said[name] for name in ("LibreOffice", "识别组件", "解压软件")} == {
        "LibreOffice": "没有。Word 95 以前的 .doc 读不了，其余都可以。",
        "识别组件": "没有。扫描件和照片读不了，其余都可以。",
        "解压软件": "没有。压缩过的 .rar 读不了，.zip 和其余都可以。",
    }


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(("program", "name"), [("soffice", "LibreOffice"), ("7z", "解压软件")])
def test_a_program_that_is_there_is_told_with_its_place(tmp_path: Path, program: str, name: str) -> None:
    path = tmp_path / program
    path.write_bytes(b"")
    path.chmod(0o755)
    assert _said()[name] == f"有，{path}"


def test_the_optional_part_is_told_when_it_is_there() -> None:
    pytest.importorskip("rapidocr")
    assert _said()["识别组件"] == "有。"


@pytest.mark.usefixtures("bare")
def test_on_a_bare_machine_reports_are_audited_all_the_same(seed_audits: dict[str, Audit]) -> None:
    for path in SEEDS:
        assert audit(read(path), load_rules()) == seed_audits[path.name[:3]]
