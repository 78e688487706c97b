"""The office's rules outlast what happens to the program, and many hands at once."""

import re
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx

from auditor.rules.drafts import Drafts
from tests.workbench_program import Program, token_for

RULE = "/rules/township/oversight.bodies"
FILE = "workbench.sqlite"


def _entry(number: int) -> str:
    return f"- 编号: oversight.bodies\n  说明: 第{number}次修改"


def _save(client: httpx.Client, token: str, number: int, seen: int) -> int:
    fields = {"entry": _entry(number), "entry-before": "-", "do": "save", "author": f"第{number}人"}
    return client.post(RULE, data={"token": token, "seen": str(seen), **fields}).status_code


def _versions(folder: Path) -> list[tuple[int, str]]:
    kept = sqlite3.connect(folder / FILE)
    rows = kept.execute("SELECT id, text FROM rule_files ORDER BY id").fetchall()
    kept.close()
    return rows


def test_a_kill_in_mid_save_leaves_whole_versions_and_the_last_one_holds(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with program.visitor() as client:
        token = token_for(client)

        def save(number: int) -> None:
            assert _save(client, token, number, seen=number) == 303

        answered = program.killed_amid(save)
    versions = _versions(tmp_path)
    # The one under way may have been kept before its answer was lost.
    assert len(versions) - len(answered) in (0, 1)
    for number, (_id, text) in enumerate(versions):
        assert _entry(number) in text and Drafts().load(text)
    again = Program(tmp_path)
    with again.visitor() as client:
        assert f"说明: 第{len(versions) - 1}次修改" in client.get(RULE).text
        assert f"说明</b> 第{len(versions) - 1}次修改" in client.get(RULE).text
    again.end(signal.SIGINT)


def test_of_many_who_save_at_once_each_is_kept_or_told(tmp_path: Path) -> None:
    people = 12
    program = Program(tmp_path)

    def work(person: int) -> list[int]:
        statuses = []
        with program.visitor() as mine:
            token = token_for(mine)
            while 303 not in statuses:
                seen = re.search(r'name="seen" value="(\d+)"', mine.get(RULE).text)
                assert seen
                statuses.append(_save(mine, token, person, int(seen[1])))
        return statuses

    with ThreadPoolExecutor(people) as pool:
        answers = [each for person in pool.map(work, range(people)) for each in person]
    with program.visitor() as client:
        page = client.get(RULE).text
    assert program.end(signal.SIGINT) == 0
    assert set(answers) <= {303, 409} and answers.count(303) == people
    versions = _versions(tmp_path)
    assert len(versions) == people and len({text for _id, text in versions}) == people
    last = re.search(r"第\d+次修改", versions[-1][1])
    assert last and f"说明</b> {last[0]}" in page
