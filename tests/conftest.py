"""Shared material: the shipped rules, the seeds, the gold labels."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import yaml

from auditor import Audit, Document, audit, load_rules, read
from auditor.comparing import Judged
from auditor.overview import Overview
from auditor.rules import RuleSet
from tests.page_samples import every_page, made_up_batch

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
GOLD: dict[str, Any] = yaml.safe_load((ROOT / "tests/gold/seeds.yaml").read_text(encoding="utf-8"))["seeds"]

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()

# No test is about the time it takes: a machine may be busy.
hypothesis.settings.register_profile("auditor", deadline=None)
hypothesis.settings.load_profile("auditor")

# A test for a tool that this machine lacks may skip for a newcomer; under CI nothing may.
UNDER_CI = bool(os.environ.get("CI"))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Turn a skip into a failure under CI."""
    outcome = yield
    report = outcome.get_result()
    if UNDER_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {report.longrepr}"


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Leave the caches of whoever runs the tests alone; runs of many tests may share one of their own."""
    shared = os.environ.get("AUDITOR_TEST_CACHE")
    os.environ["AUDITOR_CACHE"] = shared or str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium of playwright's, for the tests that look at pages as a user does."""
    from playwright.sync_api import sync_playwright

    if _CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def rules() -> RuleSet:
    return load_rules()


@pytest.fixture(scope="session")
def seed_audits(rules: RuleSet) -> dict[str, Audit]:
    """The audit of every seed by the first three characters of its name."""
    return {path.name[:3]: audit(read(path), rules) for path in SEEDS}


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The text of every seed by the first three characters of its name."""
    return {path.name[:3]: read(path).text for path in SEEDS}


@pytest.fixture(scope="session")
def overview(rules: RuleSet, seed_audits: dict[str, Audit]) -> Overview:
    return made_up_batch(rules, seed_audits)


@pytest.fixture(scope="session")
def pages(
    rules: RuleSet,
    overview: Overview,
    seed_audits: dict[str, Audit],
    texts: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    """A page of every kind by its name in ``PAGES``."""
    report = Judged(seed_audits["001"], texts["001"])
    return every_page(rules, overview, report, tmp_path_factory.mktemp("folders"))


@pytest.fixture
def audit_text(rules: RuleSet) -> Callable[..., Audit]:
    def run(text: str, **overrides: Any) -> Audit:
        return audit(Document(source="t", sha256="0" * 64, text=text), rules, **overrides)

    return run
