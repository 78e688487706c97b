"""The workbench as browsers see it: one that serves, a tab at it, and its keys."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from playwright.sync_api import Browser, Page

from auditor.job import Terms
from auditor.rules import RuleSet
from auditor.web.app import application
from auditor.web.serving import address_of, bound
from auditor.web.sessions import Sessions
from tests.workbenches import open_bench


@contextmanager
def serving(folder: Path, rules: RuleSet, password: str | None = None) -> Iterator[str]:
    """Yield the address of a workbench."""
    with open_bench(folder, Terms(rules)) as bench:
        app = application(bench, Sessions(b"k" * 32, password), "127.0.0.1")
        listening = bound("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield address_of(listening)
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def tab_at(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a tab at the workbench; at the end nothing else was asked for, and nothing complained."""
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # The browser is told to hand choosers over with the first listener, and takes its time over it.
    page.on("filechooser", lambda _chooser: None)
    page.goto(address)
    yield page
    context.close()
    assert complaints == [] and set(asked) == {urlsplit(address).netloc}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus, as one does without a mouse."""
    for _ in range(400):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")
