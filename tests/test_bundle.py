"""A real bundle for this machine: made by the one command of the documents, used as in an office."""

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import Audit
from bundle.__main__ import bundle as command
from tests.bundles import AWKWARD, HERE, PYTHON, office_machine, start
from tests.conftest import ROOT
from tests.workbench_program import Program, token_for


def _can_reach_an_index(folder: Path) -> bool:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--retries=0", "--timeout=15"]
    return (
        subprocess.run([*command, f"--dest={folder}", "click"], capture_output=True, check=False).returncode
        == 0
    )


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bundle as it is after it was carried to an office and unpacked."""
    made = tmp_path_factory.mktemp("made")
    if not _can_reach_an_index(made):
        pytest.skip("no package index can be reached")
    command = [sys.executable, "-m", "bundle", "-o", str(made), "--platform", HERE.name, "--python", PYTHON]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (packed,) = made.glob("*.tar.gz")
    assert re.fullmatch(rf"{re.escape(str(packed))}  \d+ MB  SHA-256 [0-9a-f]{{64}}\n", done.stdout)
    place = tmp_path_factory.mktemp("office") / AWKWARD
    subprocess.run([sys.executable, "-m", "tarfile", "-e", str(packed), str(place)], check=True)
    (folder,) = place.iterdir()
    return folder


def test_without_a_network_it_installs_and_audits_the_seeds(
    bundle: Path, seed_audits: dict[str, Audit]
) -> None:
    place = bundle.parent
    shutil.copytree(ROOT / "seeds", place / "报告", dirs_exist_ok=True)
    done = start(bundle, "batch", "报告", "-o", "结果")
    assert done.returncode == 0, done.stderr
    results = json.loads((place / "结果" / "results.json").read_text(encoding="utf-8"))
    gaps = {report["source"][:3]: report["gap"] for report in results["reports"]}
    assert gaps == {name: audit.gap for name, audit in seed_audits.items()}


def test_it_needs_no_package_of_the_machine(bundle: Path) -> None:
    assert f"程序：{bundle / 'files' / 'installed'}" in start(bundle, "about").stdout


def test_the_workbench_opens(bundle: Path, tmp_path: Path) -> None:
    command = ["/bin/sh", str(bundle / "启动工作台.sh")]
    program = Program(tmp_path / "数据", command, office_machine(bundle.parent))
    with program.visitor() as client:
        assert client.get("/").status_code == 200
        seed = next((ROOT / "seeds").glob("004*"))
        files = [("files", (seed.name, seed.read_bytes()))]
        assert client.post("/submissions", data={"token": token_for(client)}, files=files).status_code == 303
        while "没有核查完" in (page := client.get("/").text):
            pass
        assert "26.2" in page
    assert program.end(signal.SIGINT) == 0


def test_every_command_of_the_documents_that_makes_a_bundle_can_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("python.tar.gz").write_bytes(b"")
    lines = re.findall(r"-m bundle (.*)", (ROOT / "docs" / "安装.md").read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        assert command.make_context("bundle", shlex.split(line)).params["output"] == Path("dist"), line
