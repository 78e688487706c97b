"""about: what is installed here, and what it can do."""

import platform
from pathlib import Path

import click

import auditor
from auditor.cache import cache_folder
from auditor.cli.chinese import ChineseCommand
from auditor.cli.common import write
from auditor.cli.exits import Exit
from auditor.readers import office, rar_tools
from auditor.readers.recognise import can_recognise
from auditor.rules import load_rules
from auditor.web.opening import data_folder


@click.command(cls=ChineseCommand)
def about() -> Exit:
    """显示版本、数据放在哪里，LibreOffice、识别组件、解压软件有没有。"""
    rules = load_rules()
    lines = {
        "版本": f"auditor {auditor.__version__}，{_machine()}",
        "规则": f"{rules.title or rules.id}，版本 {rules.version}，共 {rules.count} 条",
        "程序": str(Path(auditor.__file__).parent),
        "工作台的数据": str(data_folder()),
        "可以删的缓存": str(cache_folder()),
        "LibreOffice": _office(),
        "识别组件": _recognition(),
        "解压软件": _unpacking(),
    }
    write("".join(f"{name}：{text}\n" for name, text in lines.items()))
    return Exit.DONE


def _machine() -> str:
    system = f"{platform.system()} {platform.release()}（{platform.machine()}）"
    return f"Python {platform.python_version()}，{system}"


def _office() -> str:
    found = office.program()
    return f"有，{found}" if found else "没有。Word 95 以前的 .doc 读不了，其余都可以。"


def _recognition() -> str:
    return "有。" if can_recognise() else "没有。扫描件和照片读不了，其余都可以。"


def _unpacking() -> str:
    found = rar_tools.tools()
    return f"有，{found[0][0]}" if found else "没有。压缩过的 .rar 读不了，.zip 和其余都可以。"
