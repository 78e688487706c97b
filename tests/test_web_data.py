"""The data of the workbench outlasts what happens to its program, and many hands at once."""

import re
import signal
import socket
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.conftest import SEEDS
from tests.workbench_program import Program, token_for

SEED = SEEDS[0].read_bytes()
RULE = "form.publication"


def _new_batch(client: httpx.Client) -> None:
    fields = {"token": token_for(client), "year": "2023"}
    assert client.post("/batches", data=fields).headers["location"] == "/batches/1"


def _hand_in(client: httpx.Client, count: int, path: str = "/submissions") -> None:
    files = [("files", (f"{each}.txt", SEED + b"\n" * each)) for each in range(count)]
    assert client.post(path, data={"token": token_for(client)}, files=files).status_code == 303


def _settled(client: httpx.Client) -> list[int]:
    """Wait until all is audited; return the numbers, newest first."""
    while "没有核查完" in (html := client.get("/").text):
        time.sleep(0.1)
    return [int(each) for each in re.findall(r'id="s(\d+)"', html)]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_asked_and_says_so(tmp_path: Path, how: signal.Signals) -> None:
    program = Program(tmp_path / "d")
    with program.visitor() as client:
        _hand_in(client, 3)
    assert program.end(how) == 0
    assert "工作台已停止，数据都已保存。" in program.said and "Traceback" not in program.said


def test_an_upload_broken_off_leaves_nothing_and_what_was_taken_in_is_audited(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with program.visitor() as client:
        _hand_in(client, 4)
        token, cookie = token_for(client), client.cookies["auditor"]
    head = f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="half.txt"\r\n\r\n'
    with socket.create_connection(("127.0.0.1", program.port)) as wire:
        wire.sendall(
            f"POST /submissions HTTP/1.1\r\nHost: 127.0.0.1:{program.port}\r\nOrigin: {program.address}\r\n"
            f"Cookie: auditor={cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            f"Content-Length: 5000000\r\n\r\n{head}".encode()
            + SEED * 100
        )
        program.end(signal.SIGKILL)
    again = Program(tmp_path)
    with again.visitor() as client:
        assert len(_settled(client)) == 4
        page = client.get("/").text
        assert "half.txt" not in page and page.count("23.8") == 4
    again.end(signal.SIGINT)


def test_decisions_answered_for_outlast_a_kill_in_the_midst_of_others(tmp_path: Path) -> None:
    program = Program(tmp_path)
    with program.visitor() as client:
        _hand_in(client, 1)
        (number,) = _settled(client)
        token = token_for(client)

        def decide(turn: int) -> None:
            fields = {"rule": RULE, "status": "met", "decider": f"第{turn}人", "seen": str(turn)}
            client.post(f"/reports/{number}/decisions", data={"token": token, **fields})

        answered = program.killed_amid(decide)
    again = Program(tmp_path)
    with again.visitor() as client:
        _settled(client)
        page = client.get(f"/reports/{number}").text
        found = re.search(r"上次由第(\d+)人认定", page)
        # The one under way may have been kept before its answer was lost.
        assert found and int(found[1]) - answered[-1] in (0, 1)
        # The page of before the kill is still good.
        fields = {"rule": RULE, "status": "missing", "decider": "张三", "seen": "99999"}
        assert (
            client.post(
                f"/reports/{number}/decisions", data={"token": token_for(client), **fields}
            ).status_code
            == 303
        )
    again.end(signal.SIGINT)


def test_twenty_at_once_on_one_batch_lose_no_decision(tmp_path: Path) -> None:
    people = 20
    program = Program(tmp_path)
    with program.visitor() as client:
        _new_batch(client)
        _hand_in(client, 5, "/batches/1/submissions")
        numbers = _settled(client)

    def work(person: int) -> list[int]:
        statuses = []
        with program.visitor() as mine:
            token = token_for(mine)
            name, content = f"第{person}人.txt", SEED + b"\n" * (10 + person)
            given = mine.post(
                "/batches/1/submissions", data={"token": token}, files=[("files", (name, content))]
            )
            looked = [mine.get(path).status_code for path in ("/batches/1", "/batches/1/units", "/")]
            # Everyone decides on every report, each beginning with another.
            for number in numbers[person % 5 :] + numbers[: person % 5]:
                while True:
                    page = mine.get(f"/reports/{number}")
                    seen = re.search(
                        rf'value="{RULE}"><input type="hidden" name="seen" value="(\d+)"', page.text
                    )
                    assert seen
                    fields = {"rule": RULE, "status": "met", "decider": f"第{person}人", "seen": seen[1]}
                    answer = mine.post(f"/reports/{number}/decisions", data={"token": token, **fields})
                    statuses.append(answer.status_code)
                    if answer.status_code != 409:
                        break
            assert (given.status_code, looked) == (303, [200] * 3)
        return statuses

    with ThreadPoolExecutor(people) as pool:
        answers = [each for person in pool.map(work, range(people)) for each in person]
    assert set(answers) <= {303, 409} and answers.count(303) == people * len(numbers)
    with program.visitor() as client:
        assert len(_settled(client)) == people + len(numbers)
        # Of the one unit that all reports are from, the last that came in counts.
        assert (
            f"第 {people + len(numbers)} 次</a>（这一份）"
            in client.get(f"/reports/{_settled(client)[0]}").text
        )
    assert program.end(signal.SIGINT) == 0
    with sqlite3.connect(tmp_path / "workbench.sqlite") as kept:
        rows = kept.execute("SELECT submission, COUNT(DISTINCT decider) FROM decisions GROUP BY 1").fetchall()
    kept.close()
    assert sorted(rows) == [(number, people) for number in sorted(numbers)]


def test_a_roster_is_imported_whole_or_not_at_all_whenever_it_is_killed(tmp_path: Path) -> None:
    count = 1500
    rosters = {each: ("单位\n" + "".join(f"{each}{n}镇\n" for n in range(count))).encode() for each in "甲乙"}

    for wait in (0.0, 0.03, 0.07):
        program = Program(tmp_path)
        with program.visitor() as client:
            token = token_for(client)
            if not wait:
                _new_batch(client)

            def take_in(turn: int, client: httpx.Client = client, token: str = token) -> None:
                files = [("roster", ("r.csv", rosters["甲乙"[turn % 2]]))]
                client.post("/batches/1/roster", data={"token": token}, files=files)

            program.killed_amid(take_in, answers=3, wait=wait)
        with sqlite3.connect(tmp_path / "workbench.sqlite") as kept:
            names = [name for (name,) in kept.execute("SELECT name FROM roster_units ORDER BY place")]
        kept.close()
        assert names in [[f"{each}{n}镇" for n in range(count)] for each in "甲乙"]
