"""A real browser before the page: the system's Chromium, driven by playwright."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from urllib.parse import quote, urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.types import ASGIApp, Receive, Scope, Send

from sourceline.review.app import Pages
from sourceline.review.guard import Guard
from sourceline.schema.decision import Decision

CHROMIUM = shutil.which("chromium")
TOKEN = "a-secret"
PATIENCE = 30_000  # milliseconds; a busy machine is no failure
expect.set_options(timeout=PATIENCE)
LAPTOP = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium: make chromium"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Other names for this machine, as an attacker's DNS would give them.
        rules = "--host-resolver-rules=MAP evil.test 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", rules])
        yield browser
        browser.close()


@dataclass
class Server:
    """The page as it is served in this process: one server for all tests, which each give it their own page."""

    port: int
    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.origin}/?token={TOKEN}"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    served = Server(listener.getsockname()[1])
    running = uvicorn.Server(uvicorn.Config(served, log_level="error", lifespan="off"))
    thread = Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    yield served
    running.should_exit = running.force_exit = True
    thread.join()


@pytest.fixture
def served(server, desk) -> Server:
    server.app = Guard(Pages(desk, server.port).app(), server.port, TOKEN)
    return server


def known_as(context: BrowserContext, address: str, name: str) -> None:
    """Lets a browser know the reviewer's name, as if it had been given on an earlier visit."""
    parts = urlsplit(address)
    if name:
        cookie = {"name": f"reviewer_{parts.port}", "value": quote(name), "url": f"{parts.scheme}://{parts.netloc}"}
        context.add_cookies([cookie])


@pytest.fixture
def visit(chromium) -> Iterator[Callable[..., Page]]:
    """Returns a function that opens an address in a browser of its own, as a reviewer who gave that name before.

    What the page logs as an error, or asks for from elsewhere, fails the test.
    """
    contexts, wrong = [], []

    def open_page(address: str, name: str = "Ana", **options) -> Page:
        context = chromium.new_context(**{"viewport": LAPTOP, **options})
        contexts.append(context)
        known_as(context, address, name)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith(address.split("/?")[0]) else wrong.append(sent.url))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def log(store) -> Callable[[], list[Decision]]:
    """Returns a function that reads the decisions that are on disk."""
    return lambda: [decision for _, decision in store.read()]


@pytest.fixture
def shows(claims) -> Callable[[Page], str]:
    """Returns a function that tells which claim a page shows, by its predicate."""
    names = {claim.id: name for name, claim in claims.items()}
    return lambda page: names.get(page.locator("#main").get_attribute("data-id"), "another")


@pytest.fixture
def told() -> Callable[[Page, str], None]:
    """Returns a function that waits until the page tells something, in passing."""

    def wait(page: Page, words: str) -> None:
        page.locator("#live", has_text=words).wait_for()

    return wait


@pytest.fixture
def drag() -> Callable[[Page, str], None]:
    """Returns a function that drags the mouse over words of the article."""

    def over(page: Page, words: str) -> None:
        box = page.evaluate(
            """words => {
                const walk = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
                for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                    const at = node.data.indexOf(words);
                    if (at < 0) continue;
                    node.parentElement.scrollIntoView({ block: "center" });
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + words.length);
                    const { left, right, top, bottom } = range.getBoundingClientRect();
                    return { left, right, middle: (top + bottom) / 2 };
                }
            }""",
            words,
        )
        page.mouse.move(box["left"] + 1, box["middle"])
        page.mouse.down()
        page.mouse.move(box["right"] - 1, box["middle"], steps=4)
        page.mouse.up()

    return over
