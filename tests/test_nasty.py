"""Hostile and broken files: one Chinese sentence each, exit code 3, and the rest of the batch unharmed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import Audit, Document
from auditor.errors import UnreadableError
from auditor.readers import limits, read_each
from tests.conftest import SEEDS
from tests.samples import missing
from tests.samples.entities import BLOWN_UP, FORMATS, with_entities
from tests.samples.nasty_archives import ARCHIVES
from tests.samples.nasty_office import OFFICE
from tests.samples.nasty_pages import PAGES
from tests.samples.report import Report, parse

HOSTILE = {**OFFICE, **PAGES, **ARCHIVES}
REPORT = SEEDS[0].read_text(encoding="utf-8")
NEEDS_OFFICE = {"加密.doc", "截断.doc", "文档.uot"}

DAMAGED = "已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"
LOCKED = "设了密码，打不开。请取消密码另存一份后再报送。"
NO_REPORT = "不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"
NO_WORDS = "里没有文字，没有可核查的内容。请打开原文件确认后重新报送。"
EMPTY = "是空文件，没有可核查的内容。请确认报送时文件是否上传完整。"
NOT_KNOWN = "不是能识别的文件：不是 Word、WPS、PDF、OFD、网页或图片，也不是文本。请用 WPS 或 Word 打开，另存为 .docx 后再报送。"
RESEND = "不是报告正文。请确认是否选错了文件；正文请存成 .docx 后报送。"
SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx 后再报送。"

# What is said of a file, behind its name in quotation marks.
SENTENCES = {
    "空.docx": EMPTY,
    "全零.docx": EMPTY,
    "空白.docx": NO_WORDS,
    "锁.docx": NOT_KNOWN,
    "截断.docx": f"（Word 文档（docx））{DAMAGED}",
    "断尾.docx": f"（Word 文档（docx））{DAMAGED}",
    "乱码.docx": f"（Word 文档（docx））{DAMAGED}",
    "超大.docx": f"（Word 文档（docx））展开后超过 64 MB，{NO_REPORT}",
    "炸弹.docx": f"（Word 文档（docx））压缩得异常紧（疑似压缩炸弹），{NO_REPORT}",
    "部件太多.docx": f"（Word 文档（docx））里面有 5008 个部件，{NO_REPORT}",
    "太深.docx": f"（Word 文档（docx））{DAMAGED}",
    "加密.docx": f"（Office 文档）{LOCKED}",
    "表格.xls": f"是Excel 工作簿，{RESEND}",
    "幻灯.ppt": f"是PPT 演示文稿，{RESEND}",
    "表格.xlsx": f"是Excel 工作簿，{RESEND}",
    "幻灯.pptx": f"是PPT 演示文稿，{RESEND}",
    "加密.doc": f"（Word 文档（doc））{LOCKED}",
    "截断.doc": f"（Word 文档（doc））{DAMAGED}",
    "只剩容器.doc": f"不是 Word 文档（同一种容器里装着别的内容）。{SAVE_AS_DOCX}",
    "加密.odt": f"（ODT 文档）{LOCKED}",
    "断尾.odt": f"（ODT 文档）{DAMAGED}",
    "文档.uot": "是UOF 文档，这里打不开。请用 WPS 打开，另存为 .docx 后再报送。",
    "括号.rtf": f"（RTF 文档）{DAMAGED}",
    "二进制.rtf": f"（RTF 文档）{DAMAGED}",
    "截断.pdf": f"（PDF）{DAMAGED}",
    "只有开头.pdf": f"（PDF）{DAMAGED}",
    "加密.pdf": f"（PDF）{LOCKED}",
    "没有页.pdf": f"（PDF）{DAMAGED}",
    "循环.pdf": f"（PDF）{DAMAGED}",
    "空白.pdf": NO_WORDS,
    "巨页.pdf": NO_WORDS,
    "页太多.pdf": f"（PDF）有 3000 页，{NO_REPORT}",
    "炸弹.pdf": f"（PDF）页面里的图形多得异常，{NO_REPORT}",
    "缺目录.ofd": f"（OFD 版式文件）{DAMAGED}",
    "自指.ofd": f"（OFD 版式文件）{DAMAGED}",
    "截断.ofd": f"（压缩包）{DAMAGED}",
    "太深.html": f"（网页）里面的标签超过 {limits.MAX_TAGS // 10000} 万个，{NO_REPORT}",
    "尖括号.html": f"（网页）除图片外超过 16 MB，{NO_REPORT}",
    "空页.html": NO_WORDS,
    "信封.mht": f"（单文件网页（mht））{DAMAGED}",
    "无正文.mht": "是网页存档或邮件，里面没有网页正文。请打开后把正文另存为 Word 再报送。",
    "超大.png": "（图片）超过 6000 万像素，为安全起见没有打开。请缩小图片，或用较低的像素重新拍照、扫描后再报送。",
    "一点.png": NO_WORDS,
    "截断.jpg": f"（图片）{DAMAGED}",
    "坏图.tif": f"（图片）{DAMAGED}",
    "坏图.gif": f"（图片）{DAMAGED}",
    "超长.txt": f"（文本）文字超过 300 万字，{NO_REPORT}",
    "不是文本.txt": NOT_KNOWN,
    "空.zip": "（压缩包）里没有文件，没有可核查的内容。请确认压缩时是否选对了文件。",
    "截断.zip": f"（压缩包）{DAMAGED}",
    "太多.zip": f"（压缩包）里面有 2001 个文件，{NO_REPORT}",
    "只有开头.rar": f"（RAR 压缩包）{DAMAGED}",
    "包.7z": "是7z 压缩包，这里打不开。请解压后，把里面的报告报送上来。",
}
# What is said of the members of an archive; None where the member is a report.
MEMBERS: dict[str, dict[str, str | None]] = {
    "加密.zip": {"报告.docx": f"（压缩包里的文件）{LOCKED}"},
    "炸弹.zip": {"炸弹.txt": f"（压缩包里的文件）展开后超过 50 MB，{NO_REPORT}"},
    "谎报.zip": {"报告.txt": f"（压缩包里的文件）{DAMAGED}"},
    "校验.zip": {"报告.txt": f"（压缩包里的文件）{DAMAGED}"},
    "套娃.zip": {
        "第3层.zip!/第2层.zip": "是压缩包里的压缩包里的压缩包，没有打开。请解压后再报送。",
    },
    "逃逸.zip": {"上级.txt": None, "windows/盘符.txt": None, "etc/根.txt": None, "正常.txt": None},
    "怪名.zip": {"换�行.txt": None, "右�左.txt": None, "同名1.txt": None, "同名1（2）.txt": None},
    "链接.zip": {"报告.txt": None},
    "文件夹.zip": {"镇/报告.txt": None},
}
# Opened, though there is nothing to judge in them.
UNSCORED = {"框架.html": "正文在嵌入的窗口里"}
# Strange inside, and yet read to the last word.
READ = ("表中表.docx", "循环.docx", "怪数字.docx", "缺页.ofd", "坏页.ofd", "长数.rtf")


@pytest.fixture(scope="session")
def report() -> Report:
    return parse(REPORT)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, report: Report) -> Path:
    """Every hostile file that this machine can make, with one good report among them."""
    place = tmp_path_factory.mktemp("收件")
    for name, build in HOSTILE.items():
        if name not in NEEDS_OFFICE or not missing("doc/plain.doc"):
            (place / name).write_bytes(build(report))
    (place / "报告.txt").write_text(REPORT, encoding="utf-8")
    return place


def _results(path: Path) -> dict[str, Document | UnreadableError]:
    return dict(read_each(path, path.name))


@pytest.mark.parametrize("name", SENTENCES)
def test_a_file_that_cannot_be_read_gets_its_sentence(name: str, folder: Path) -> None:
    if not (folder / name).exists():
        pytest.skip("LibreOffice is not on this machine")
    if name.endswith((".png", ".jpg", ".tif", ".gif")):
        pytest.importorskip("rapidocr")
    assert {source: str(result) for source, result in _results(folder / name).items()} == {
        name: f"“{name}”{SENTENCES[name]}"
    }


@pytest.mark.parametrize("name", MEMBERS)
def test_every_member_of_an_archive_is_judged_by_itself(name: str, folder: Path) -> None:
    found = {
        source.removeprefix(f"{name}!/"): str(result) if isinstance(result, UnreadableError) else None
        for source, result in _results(folder / name).items()
    }
    assert found == {
        member: sentence and f"“{name}!/{member}”{sentence}" for member, sentence in MEMBERS[name].items()
    }


@pytest.mark.parametrize("name", READ)
def test_what_is_only_strange_inside_is_read(name: str, folder: Path) -> None:
    (result,) = _results(folder / name).values()
    assert isinstance(result, Document)
    assert "下一步工作措施" in result.text


@pytest.mark.parametrize("name", UNSCORED)
def test_what_has_nothing_to_judge_is_opened_and_not_scored(name: str, folder: Path) -> None:
    (result,) = _results(folder / name).values()
    assert isinstance(result, Document)
    assert UNSCORED[name] in (result.unscored or "")


def test_members_that_share_their_bytes_do_not_multiply_them(folder: Path) -> None:
    results = _results(folder / "叠加.zip")
    assert all(isinstance(result, UnreadableError) for result in results.values())


def test_what_stands_before_the_break_of_an_archive_is_not_lost_silently(folder: Path) -> None:
    results = _results(folder / "截断.rar")
    assert str(results["截断.rar"]).endswith(DAMAGED)


@pytest.mark.parametrize("name", FORMATS)
def test_entities_neither_fetch_a_file_nor_blow_up(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "秘密.txt"
    secret.write_text("只有本机才有的秘密", encoding="utf-8")
    path = tmp_path / Path(name).name
    path.write_bytes(with_entities(name, REPORT, secret.as_uri()))
    for result in _results(path).values():
        said = str(result) if isinstance(result, UnreadableError) else result.text
        assert "只有本机才有的秘密" not in said
        assert said.count(BLOWN_UP) <= 1


# ---------------------------------------------------------------------------------------------- the batch


def _limited() -> None:
    """Hold the process to 2 GB of addresses, so that a bomb ends it and not the machine."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


MEMORY_BYTES = 2 * 1024**3
# A hang guard far above what the run takes.
PATIENCE_SECONDS = 300
# Recognition would be loaded for these, which takes more memory than all else together.
RECOGNISED = ("一点.png", "截断.jpg", "坏图.tif", "坏图.gif", "空白.pdf", "巨页.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
def test_the_rest_of_a_batch_is_unharmed_in_bounded_memory(
    folder: Path, tmp_path: Path, seed_audits: dict[str, Audit]
) -> None:
    inbox = shutil.copytree(folder, tmp_path / "收件")
    for name in RECOGNISED:
        (inbox / name).unlink()
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "batch", str(inbox), "-o", str(tmp_path / "out"), "--quiet"],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        preexec_fn=_limited,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    results = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    unreadable = {each["source"]: each["reason"] for each in results["unreadable"]}
    for name, sentence in SENTENCES.items():
        if (inbox / name).exists():
            assert unreadable[name] == f"“{name}”{sentence}"
    assert all(reason.endswith("。") for reason in unreadable.values())
    (own,) = [each for each in results["reports"] if each["source"] == "报告.txt"]
    assert own["gap"] == seed_audits["000"].gap
    assert own["findings"] == seed_audits["000"].model_dump(mode="json")["findings"]
    papers = tmp_path / "out" / "units"
    for name in ("上级", "盘符"):
        assert all(path.parent == papers for path in tmp_path.rglob(f"*{name}*"))


def test_check_tells_every_sentence_and_still_shows_the_good_report(folder: Path) -> None:
    names = ["截断.docx", "加密.docx", "空.docx", "太多.zip", "表格.xlsx"]
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "check", *names, "报告.txt"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    told = [line for line in done.stderr.splitlines() if line.startswith("“")]
    assert told == [f"“{name}”{SENTENCES[name]}" for name in names]
    assert "差距分" in done.stdout
