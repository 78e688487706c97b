"""The command: one file for each kind of machine."""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from auditor.cli.chinese import ChineseCommand, explain
from auditor.errors import AuditorError
from bundle.making import Order, make, own_wheel
from bundle.packing import as_tar, as_zip
from bundle.targets import PYTHONS, TARGETS
from bundle.wheels import Gatherer


@click.command(cls=ChineseCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="文件夹",
    help="安装包写进这个文件夹（没有就新建）。",
)
@click.option(
    "--platform",
    "names",
    type=click.Choice(list(TARGETS)),
    multiple=True,
    help="给哪种电脑用。可以写几次；不写则三种都做。",
)
@click.option(
    "--python",
    "pythons",
    type=click.Choice(PYTHONS),
    multiple=True,
    help="给哪个版本的 Python 用。可以写几次；不写则都能用。",
)
@click.option("--ocr", is_flag=True, help="带上识别扫描件和照片的组件，每个 Python 版本多一百多兆。")
@click.option(
    "--with-python",
    "python_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="把 Python 也带上：解开就能用的压缩包（里面是 python 文件夹），或 Windows 的安装程序。",
)
def bundle(
    output: Path, names: Sequence[str], pythons: Sequence[str], ocr: bool, python_file: Path | None
) -> None:
    """做离线安装包：本程序、全部依赖和启动脚本，每种电脑一个文件。要联网。"""
    if python_file and len(names) != 1:
        raise click.UsageError("Python 各种电脑不同，用 --with-python 时请用 --platform 指明一种")
    order = Order(sorted(pythons or PYTHONS, key=PYTHONS.index), ("ocr",) if ocr else (), python_file)
    with TemporaryDirectory() as work:
        place = Path(work)
        gatherer = Gatherer(own_wheel(place), place)
        for name in names or TARGETS:
            target = TARGETS[name]
            folder = make(target, order, place / "bundles", gatherer, lambda text: click.echo(text, err=True))
            output.mkdir(parents=True, exist_ok=True)
            path = output / f"{folder.name}{'.zip' if target.is_windows else '.tar.gz'}"
            (as_zip if target.is_windows else as_tar)(folder, path)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            click.echo(f"{path}  {path.stat().st_size / 1e6:.0f} MB  SHA-256 {digest}")


def main() -> None:
    """Run the command and end the process."""
    try:
        bundle.main(prog_name="python -m bundle", standalone_mode=False)
    except click.ClickException as error:
        sys.exit(explain(error))
    except AuditorError as error:
        sys.exit(str(error))
    except (KeyboardInterrupt, click.Abort):
        sys.exit("已中止。")


if __name__ == "__main__":
    main()
