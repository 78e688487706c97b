"""What the person reads who installs from a bundle."""

from collections.abc import Sequence

import auditor
from bundle.targets import GLIBC, Target

_NO_PYTHON = """没有找到合适的 Python。要装 64 位的 Python {pythons}。
怎样装，见“安装说明.txt”第一步。
"""

_GUIDE = """auditor {version}：法治政府建设年度报告核查，离线安装包
用于 {title}

一、准备 Python

{python}

二、打开工作台

{start}
第一次要安装约一分钟，以后马上打开。浏览器会自己打开工作台。另有一个窗口写着“工作台已打开”，不要关它。
用完，在那个窗口里按 Ctrl-C，或者关掉它。

三、用命令

{command}
    {auditor} check 报告.docx
    {auditor} about
    {auditor} --help

四、更新

把新的安装包解压到另一个文件夹，从那里启动，旧文件夹可以删掉。解压到原来的文件夹，覆盖旧文件，也可以。
交来的报告、人工认定、豁免不在安装包里，不会丢。

五、备份、换电脑、卸载

数据在 {data}。先停下工作台，再把它整个复制走；换电脑时放到新电脑的同一个位置。
卸载：删掉安装包解压出来的文件夹。数据也不要了，再删掉上面那个文件夹。

六、出了问题

{troubles}
- 提示“不能在……里安装”：把整个文件夹放到自己能写入的地方，例如“文档”，不要放在光盘和只读的共享文件夹里。
- 安装到一半断了电：再启动一次，会从头安装。
- 还是不行：把 files 里的 installed 文件夹删掉，再启动一次。原因记在 files/installed/install.log。
"""

_FETCH_ON_WINDOWS = """电脑上已有 64 位的 Python（{pythons}）的，跳过这一步。
没有的：在能上网的电脑上，从 python.org 下载 Python {newest} 的“Windows installer (64-bit)”。
拷到这台电脑上双击，勾上“Add python.exe to PATH”，点“Install Now”。不要管理员权限。Windows 7 装不了。"""
_INSTALLER_ON_WINDOWS = """电脑上已有 64 位的 Python（{pythons}）的，跳过这一步。
没有的：双击本文件夹里的“{installer}”，勾上“Add python.exe to PATH”，点“Install Now”。不要管理员权限。
Windows 7 装不了。"""
_FETCH_ON_LINUX = """要有 64 位的 Python {pythons}，用 python3 --version 看。
没有的，用系统的软件商店或 apt、dnf 装，例如 sudo apt install python{newest}。不必装 pip 和 venv。
系统里只有更旧的 Python（统信 UOS 20、银河麒麟 V10）：请做安装包的人加 --with-python，把 Python 带在包里。"""
_INCLUDED = "不用装，已经带在安装包里。"

_WINDOWS = {
    "start": "双击“启动工作台.bat”。",
    "command": "在本文件夹的空白处按住 Shift 点右键，打开命令窗口（PowerShell、终端），输入：",
    "auditor": ".\\auditor.bat",
    "data": "%LOCALAPPDATA%\\auditor\\data",
    "troubles": """- 提示“Windows 已保护你的电脑”：点“更多信息”，再点“仍要运行”。
- 提示没有找到合适的 Python，而 Python 已经装了：是 32 位的，或版本不对。请照第一步再装一个，可以并存。""",
}
_LINUX = {
    "start": """双击“启动工作台.desktop”（第一次要点右键，选“允许启动”或“属性—权限—允许执行”）。
或者在本文件夹里打开终端，输入：sh 启动工作台.sh""",
    "command": "在本文件夹里打开终端，输入：",
    "auditor": "./auditor.sh",
    "data": "~/.local/share/auditor",
    "troubles": """- 双击 .desktop 没有反应：用上面第二种办法，在终端里启动。
- 提示要有 glibc {glibc} 以上：系统太旧，或是 Alpine 一类的系统，用不了。龙芯（loongarch）也用不了。""",
}


def guide(target: Target, pythons: Sequence[str], *, installer: str | None, included: bool) -> str:
    """Return how to install and what to do in trouble.

    ``pythons``: the versions that will do. ``installer``: a file in the bundle that installs one.
    ``included``: Python itself is in the bundle.
    """
    words = _WINDOWS if target.is_windows else _LINUX
    python = _FETCH_ON_WINDOWS if target.is_windows else _FETCH_ON_LINUX
    if installer:
        python = _INSTALLER_ON_WINDOWS
    if included:
        python = _INCLUDED
    listed = _listed(pythons)
    return _GUIDE.format(
        **{key: text.format(glibc=GLIBC) for key, text in words.items()},
        version=auditor.__version__,
        title=target.title,
        python=python.format(pythons=listed, newest=pythons[-1], installer=installer),
    )


def no_python(pythons: Sequence[str]) -> str:
    """Return what is said on a machine that has no Python that will do."""
    return _NO_PYTHON.format(pythons=_listed(pythons))


def _listed(pythons: Sequence[str]) -> str:
    return "、".join(pythons) + ("，哪一个都行" if len(pythons) > 1 else "")
