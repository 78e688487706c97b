"""The papers of a batch, after its results: the second pass of the command."""

import json
from pathlib import Path

from auditor.batch import Progress
from auditor.cli.long_run import long_run
from auditor.job import Terms
from auditor.models import Audit
from auditor.overlaps import from_json
from auditor.overview import Overview
from auditor.papers.batch import Papers
from auditor.papers.listed import BATCH_PAPERS, unit_papers
from auditor.papers.notice import PLAIN, Stationery
from auditor.papers.overviews import overview
from auditor.pool import Crew
from auditor.store import Store


def write_papers(
    store: Store,
    crew: Crew,
    terms: Terms,
    output: Path,
    overlaps: bytes,
    stationery: Stationery | None,
    *,
    quiet: bool,
) -> list[str]:
    """Write all papers of the run that ``store`` holds; return sentences on those that could not be.

    ``overlaps``: as ``overlaps.to_json`` wrote them. ``stationery``: for the letters.
    """
    found, roster = store.found, terms.roster
    missing = None if roster is None else [unit.name for unit in roster.missing(found.enlisted())]

    def known() -> Overview:
        return overview(
            terms,
            lambda: map(Audit.model_validate_json, found.audits()),
            missing,
            list(found.unreadable()),
            list(from_json(overlaps)),
        )

    said = json.dumps([terms.rules.sha256, terms.rules.title, missing])
    of = found.fingerprint() + overlaps + said.encode()
    with long_run("正在写出 {} 份报告的核查结果", _stopped_at, quiet=quiet) as heard:
        papers = Papers(store, crew, output, unit_papers(terms.rules.edition, stationery or PLAIN), heard)
        papers.write_units()
        papers.write_on_batch(BATCH_PAPERS, known, of)
    return [reason for _, reason in papers.failed]


def _stopped_at(progress: Progress) -> str:
    return (
        f"已中止：报告都已核查，results.json 已更新；{progress.total} 份报告的文书写出了 {progress.done} 份。"
        "再运行同一条命令会接着写。"
    )
