"""What the program stands on: declared, free to pass on, and none of it calls out into a network."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import metadata, packages_distributions
from pathlib import Path

import pytest

from tests.conftest import ROOT

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_EXTRAS = _PROJECT["optional-dependencies"]
DECLARED = sorted(
    re.split(r"[>=<\[; ]", each)[0].lower().replace("_", "-")
    for each in (*_PROJECT["dependencies"], *_EXTRAS["ocr"], *_EXTRAS["dask"])
)
# Used where somebody has put it there himself: what it holds for HEIC photos may not be passed on freely.
_WHERE_INSTALLED = {"pillow_heif"}
# Not imported by us: starlette reads forms with it.
_BEHIND_ANOTHER = {"python-multipart"}

_FREE = re.compile(r"\b(?:MIT|BSD|Apache|ISC|PSF|HPND)\b")
_NOT_FREE = re.compile(r"GPL|[Pp]roprietary|[Cc]ommercial")
# One of two to choose from.
_OTHER_CHOICE = re.compile(r" OR [AL]?GPL[\w.-]*")

# What reaches out. Quoting addresses (urllib.parse) and cookies (http.cookies) do not.
_CALLS_OUT = re.compile(
    r"(?:socket|ssl|urllib\.(?:request|robotparser)|http\.client|ftplib|smtplib|poplib|imaplib|telnetlib|xmlrpc"
    r"|requests|httpx2?|aiohttp|urllib3|websockets|paramiko)(?:\.|$)"
)
# Listen on this machine, and look at who connects.
_SERVING = {"web/serving.py", "web/guard.py"}


def _imported() -> Iterator[tuple[str, str]]:
    """Yield every module that a file of ours imports, with the file."""
    for path in sorted((ROOT / "auditor").rglob("*.py")):
        place = path.relative_to(ROOT / "auditor").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((alias.name, place) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module, place
                yield from ((f"{node.module}.{alias.name}", place) for alias in node.names)


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    packages = {name.partition(".")[0] for name, _ in _imported()}
    others = packages - set(sys.stdlib_module_names) - {"auditor"} - _WHERE_INSTALLED
    of = packages_distributions()
    distributions = {of[each][0].lower().replace("_", "-") for each in others}
    assert sorted(distributions | _BEHIND_ANOTHER) == DECLARED


@pytest.mark.parametrize("name", DECLARED)
def test_what_is_declared_may_be_passed_on_freely(name: str) -> None:
    told = metadata(name)
    stated = (
        told.get("License-Expression"),
        (told.get("License") or "").partition("\n")[0],
        *(each for each in told.get_all("Classifier") or () if each.startswith("License")),
    )
    licence = _OTHER_CHOICE.sub("", " · ".join(each for each in stated if each))
    assert _FREE.search(licence) and not _NOT_FREE.search(licence), licence


def test_nothing_calls_out_into_a_network() -> None:
    calling = {place for name, place in _imported() if _CALLS_OUT.match(name)}
    assert calling == _SERVING


@pytest.mark.parametrize(
    ("name", "calls"),
    [
        ("urllib.request", True),
        ("socket", True),
        ("httpx2", True),
        ("urllib.parse", False),
        ("http.cookies", False),
    ],
)
def test_what_calls_out_is_told_from_what_only_quotes_addresses(name: str, calls: bool) -> None:
    assert bool(_CALLS_OUT.match(name)) is calls


def test_no_page_of_ours_loads_anything_from_elsewhere() -> None:
    elsewhere = re.compile(
        r"(?:src|href|action)=[\"']?(?:https?:)?//|url\([\"']?(?:https?:)?//|@import|\bfetch\([\"']http"
    )
    pages = [path for kind in ("html", "css", "js", "svg") for path in _files(kind)]
    assert len(pages) > 20
    assert [path.name for path in pages if elsewhere.search(path.read_text(encoding="utf-8"))] == []


def _files(kind: str) -> Iterator[Path]:
    return (ROOT / "auditor").rglob(f"*.{kind}")
