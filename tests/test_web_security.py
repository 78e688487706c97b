"""What strangers try at the door of the workbench."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.cli import main
from auditor.rules import RuleSet
from auditor.web.guard import names_of
from auditor.web.sessions import Throttle
from tests.conftest import SEEDS
from tests.page_samples import HOSTILE
from tests.workbenches import ADDRESS, Visitor, visiting

PASSWORD = "临水县司法局2026"
SEED = SEEDS[0].read_bytes()


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory, rules: RuleSet) -> Iterator[Visitor]:
    with visiting(tmp_path_factory.mktemp("data"), rules) as found:
        yield found


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "", "[::1"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_by_another_name_is_refused(visitor: Visitor, host: str, method: str) -> None:
    answer = visitor.client.request(method, "/", headers={"Host": host})
    assert answer.status_code == 421 and "不是工作台的地址" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_this_machine_has_several_names(visitor: Visitor, host: str) -> None:
    assert visitor.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8000"},
        {"Origin": "http://127.0.0.1:9"},
        {"Origin": "http://[bad"},
        {"Origin": "", "Referer": "http://evil.example/127.0.0.1:8000"},
        {"Origin": "", "Referer": ""},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    answer = visitor.client.post("/submissions", data={"token": visitor.token()}, headers=headers)
    assert answer.status_code == 403 and "不是从工作台的页面上发出" in answer.text


def test_a_form_may_say_where_it_comes_from_by_its_page(visitor: Visitor) -> None:
    headers = {"Origin": "", "Referer": f"{ADDRESS}/"}
    answer = visitor.client.post("/submissions", data={"token": visitor.token()}, headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/submissions",
        "/trial",
        "/login",
        *(f"/rules/{each}" for each in ("file", "file/check", "file/preview", "history/1")),
        *(f"/rules/township/lead.plan{each}" for each in ("", "/check", "/preview")),
        *(f"/reports/1/{each}" for each in "identity decisions waivers withdrawals removal".split()),
        *(f"/reports/1/{each}" for each in "returns return-withdrawals batch".split()),
        "/batches",
        *(f"/batches/1/{each}" for each in "edit removal submissions roster".split()),
        "/waivers",
        "/waivers/withdrawals",
    ],
)
@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_the_token_of_this_browser_is_refused(visitor: Visitor, path: str, token: str) -> None:
    visitor.get("/")
    answer = visitor.client.post(path, data={"token": token})
    assert answer.status_code == 403 and "已经失效" in visitor.said(answer)


def test_the_token_of_another_browser_is_none_of_this_one(visitor: Visitor) -> None:
    token = visitor.token()
    visitor.client.cookies.clear()
    assert visitor.token() != token
    assert visitor.client.post("/submissions", data={"token": token}).status_code == 403


def test_a_forged_cookie_is_replaced(visitor: Visitor) -> None:
    answer = visitor.get("/", headers={"Cookie": "auditor=me+.0000"})
    assert "auditor=" in answer.headers["set-cookie"]


@pytest.mark.parametrize("most", [4 * 1024 * 1024])
def test_a_request_larger_than_allowed_is_refused(visitor: Visitor, most: int) -> None:
    stated = visitor.hand_in([("大.txt", b"x" * most)])
    assert stated.status_code == 413 and "一次最多交 4 MB" in visitor.said(stated) + stated.text

    token = visitor.token()

    def unstated() -> Iterator[bytes]:
        head = f'--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n{token}\r\n'
        yield (head + '--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n').encode()
        for _ in range(most // 65536 + 1):
            yield b"x" * 65536

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = visitor.client.post("/submissions", content=unstated(), headers=headers)
    assert answer.status_code == 413 and "一次最多交" in visitor.said(answer)
    assert visitor.bench.submissions.latest(9) == []


def test_more_files_than_allowed_are_refused(visitor: Visitor) -> None:
    answer = visitor.hand_in([(f"{each}.txt", b"x") for each in range(201)])
    assert answer.status_code == 413 and "一次最多交 200 个文件" in visitor.said(answer)
    assert visitor.bench.submissions.latest(9) == []


@pytest.mark.parametrize("content", [b"", b"--b", b"nonsense" * 100])
def test_a_body_that_is_no_form_is_refused(visitor: Visitor, content: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = visitor.client.post("/submissions", content=content, headers=headers)
    assert answer.status_code in (400, 403)


def test_a_bomb_costs_only_itself(visitor: Visitor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("大.txt", b"0" * (300 * 1024 * 1024))
    number = visitor.handed_in(("炸弹.zip", packed.getvalue()))
    assert "炸弹.zip!/大.txt" in visitor.said(visitor.get(f"/reports/{number}"))
    visitor.handed_in(("报告.txt", SEED))
    assert "23.8" in visitor.said(visitor.get("/"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("..", "未命名"),
        ("<script>alert(1)</script>.txt", "script>.txt"),
        ("'><img src=x onerror=alert(1)>.txt", "'><img src=x onerror=alert(1)>.txt"),
        ("甲\u202e乙.txt", "甲�乙.txt"),
        ("年" * 400 + ".txt", "年" * 196 + ".txt"),
    ],
)
def test_the_name_of_a_file_is_only_shown(visitor: Visitor, tmp_path: Path, name: str, shown: str) -> None:
    number = visitor.handed_in((name, SEED))
    submission = visitor.bench.submissions.submission(number)
    assert submission and submission.name == shown
    for path in ("/", f"/reports/{number}"):
        html = visitor.get(path).text
        assert "<script>alert" not in html and "<img" not in html
    disposition = visitor.get(f"/reports/{number}/papers/notice").headers["content-disposition"]
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w%.-]+\.docx", disposition)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_a_report_or_a_person_says_is_shown_as_text(visitor: Visitor, words: str) -> None:
    text = SEED.decode() + f"\n{words}\n"
    number = visitor.handed_in(("报告.txt", text.encode()))
    visitor.post(f"/reports/{number}/identity", unit=words)
    visitor.settled()
    visitor.post(
        f"/reports/{number}/decisions", rule="form.publication", status="met", decider=words, note=words
    )
    answers = [visitor.get(f"/reports/{number}"), visitor.get("/"), visitor.post("/trial", sentence=words)]
    for answer in answers:
        assert answer.status_code == 200
        html = answer.text
        assert not re.search(r"<script>|<img|<h1>假的|[^&]=49|onmouseover=\"alert", html)
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', html))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/static/base.css"),
        ("GET", "/nothing"),
        ("POST", "/submissions"),
        ("PUT", "/"),
        ("GET", "/static/../app.py"),
        ("GET", "/trial"),
    ],
)
def test_every_answer_tells_the_browser_to_be_careful(visitor: Visitor, method: str, path: str) -> None:
    headers = visitor.client.request(method, path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert "server" not in headers


def test_a_fault_of_the_program_tells_no_secret(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(type(visitor.bench.submissions), "latest", broken)
    answer = visitor.get("/")
    assert answer.status_code == 500 and "程序出错（RuntimeError）" in visitor.said(answer)
    assert "secret" not in answer.text and "content-security-policy" in answer.headers


def test_no_page_holds_script_or_style_of_its_own(visitor: Visitor) -> None:
    number = visitor.handed_in(("报告.txt", SEED))
    for path in (
        "/",
        "/trial",
        f"/reports/{number}",
        "/rules",
        "/rules/county/lead.plan",
        "/rules/file",
        "/nothing",
    ):
        html = visitor.get(path).text
        assert not re.search(r"<style|<script>|style=|javascript:|https?://", html), path


def test_cookies_are_for_this_site_and_no_script(visitor: Visitor) -> None:
    visitor.client.cookies.clear()
    cookie = visitor.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


def test_the_password_stands_before_every_page(tmp_path: Path, rules: RuleSet) -> None:
    with visiting(tmp_path, rules, password=PASSWORD) as visitor:
        for path in ("/", "/trial", "/reports/1", "/reports/1/papers/notice", "/nothing"):
            answer = visitor.get(path, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, "/login")
        assert visitor.post("/submissions").status_code == 401
        assert visitor.post("/login", password="wrong").status_code == 403
        assert visitor.post("/login", password=PASSWORD).status_code == 200
        assert "交来的报告" in visitor.said(visitor.get("/"))
        cookie = visitor.client.cookies["auditor"]
    with visiting(tmp_path, rules, password="another one") as visitor:
        visitor.client.cookies.set("auditor", cookie)
        assert "请输入口令" in visitor.said(visitor.get("/"))


def test_wrong_passwords_are_slowed_down(tmp_path: Path, rules: RuleSet) -> None:
    now = 0.0
    throttle = Throttle(clock=lambda: now)
    with visiting(tmp_path, rules, password=PASSWORD, throttle=throttle) as visitor:
        answers = [visitor.post("/login", password="wrong").status_code for _ in range(6)]
        assert answers == [403] * 5 + [429]
        assert visitor.post("/login", password=PASSWORD).status_code == 429
        now = 301.0
        assert visitor.post("/login", password=PASSWORD).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "content", "said"),
    [
        (["--host", "0.0.0.0"], None, "必须有口令"),
        (["--host", "192.0.2.7"], None, "必须有口令"),
        (["--password-file", "{}"], "short\n", "太短"),
        (["--password-file", "{}"], None, "读不出口令文件"),
    ],
)
def test_the_command_is_careful_with_other_machines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], content: str | None, said: str
) -> None:
    file = tmp_path / "口令.txt"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(
            [
                "serve",
                "--no-browser",
                "--data",
                str(tmp_path / "d"),
                *(each.format(file) for each in arguments),
            ]
        )
    assert ended.value.code == 2 and said in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_a_server_on_this_machine_alone_has_no_other_name() -> None:
    assert names_of("127.0.0.1") == {"127.0.0.1", "localhost", "::1"}
