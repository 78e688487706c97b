"""The frame of every page: one file with its style and script inside, which may load nothing."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from auditor.papers.page.quoting import shortened
from auditor.render.findings import status_label
from auditor.vocabulary import LABELS, WEIGHT_NAMES

_PACKAGE = __name__.rpartition(".")[0]
_FOLDER = "templates"
# Control characters, those that turn the direction of writing, halves of characters, what is no character.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_CONTROL_PICTURES = 0x2400


def page(template: str, *assets: str, **values: Any) -> str:
    """Return a page from a template with the style sheets and scripts of these names beside it.

    What a report says is shown as text, whatever it is; characters without a look get a sign in their
    place, so that none of them hides or turns what stands around it.
    """
    style, script = _joined(("base.css", *assets), ".css"), _joined(assets, ".js")
    shell = {"style": Markup(style), "script": Markup(script), "policy": _policy(style, script)}
    return shown(_environment().get_template(template).render(shell, **values))


def shown(html: str) -> str:
    """Return a page with a sign in place of every character that has no look of its own."""
    return _UNSHOWN.sub(_sign, html)


def environment(*packages: str) -> Environment:
    """Return what renders the templates of packages; those of the pages come last.

    All that is put into a template is text, unless it is marked up already.
    """
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(each, _FOLDER) for each in (*packages, _PACKAGE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["label"] = LABELS.__getitem__
    environment.filters["shortened"] = shortened
    environment.filters["status_label"] = status_label
    environment.filters["weight"] = WEIGHT_NAMES.__getitem__
    return environment


@cache
def _environment() -> Environment:
    return environment()


@cache
def _joined(names: tuple[str, ...], ending: str) -> str:
    folder = files(_PACKAGE).joinpath(_FOLDER)
    return "".join(
        folder.joinpath(each).read_text(encoding="utf-8") for each in names if each.endswith(ending)
    )


@cache
def _policy(style: str, script: str) -> str:
    """Allow this very style and script, and nothing else: no picture, no request, no form."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _sign(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "\N{REPLACEMENT CHARACTER}"
