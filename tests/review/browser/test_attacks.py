"""Attacks on the page: text of articles that wants to be more than text, and pages of other sites."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect

from sourceline.schema.article import Article

SCRIPT = "<script>window.hacked = 1</script>"
IMAGE = '<img src=x onerror="window.hacked = 2">'
TEXT = f"""Port \U0001f6a2 news {SCRIPT}

The \U0001f1ec\U0001f1f7 ministry\u202e of ships bought two boats{IMAGE} for\r\nthe "port".
\u2066It\u2069 said '"><svg/onload=window.hacked=3>.

</div></section><form action="/undo"><button data-act="accept">No</button></form>"""
NAME = f"Ana {SCRIPT} \u202egnp.exe"


@pytest.fixture
def out(tmp_path, making):
    """A run whose every text is an attack."""
    article = Article(
        id='art_"><script>window.hacked=4</script>', source=f"a{SCRIPT}.txt", text=TEXT, title=f"{SCRIPT}{IMAGE}\u202e",
        site=f"{IMAGE}.test", url="javascript:window.hacked=5", published="2025-06-12",
    )  # fmt: skip
    resolution = {
        "status": "ambiguous", "method": "rank",
        "candidates": [{"name": NAME, "score": 0.6}, {"name": IMAGE, "ids": {SCRIPT: IMAGE}, "score": 0.4}],
    }  # fmt: skip
    claim = making.claim(
        article, "bought", f"buy{SCRIPT}",
        {"agent": {"text": "ministry", "resolution": resolution}, "theme": "two boats<img"},
        fact={"type": f"pay{SCRIPT}", "slots": {IMAGE: 0}}, trace=[{"rule": f"x{IMAGE}", "spans": [[0, 4]]}],
        flags=["ambiguous_agent"],
    )  # fmt: skip
    return making.run(tmp_path / "outputs", [(article, [claim])])


def test_text_stays_text(served, visit, log, told):
    page = visit(served.address)
    page.get_by_text("Rules that made it").click()
    page.keyboard.press("m")
    page.keyboard.type(SCRIPT)
    page.keyboard.press("Control+Enter")
    told(page, "Note saved")
    page.keyboard.press("c")
    page.wait_for_selector("#edit")
    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == 1
    assert page.locator("#shown img, #shown svg, #rows img, #text form, #filters img").count() == 0
    assert page.get_by_role("link", name="original").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("#text").evaluate("element => element.textContent.length") == len(TEXT.encode("utf-16-le")) // 2
    for character in "\u202e\u2066\r":
        assert character not in page.content()
    assert len(log()) == 1


def test_offsets_count_characters_behind_emoji_and_what_is_made_visible(served, visit, drag, log, told):
    page = visit(served.address)
    page.keyboard.press("c")
    page.get_by_role("button", name="Argument: select").nth(1).click()
    drag(page, "boats")
    expect(page.get_by_role("button", name="Argument: select").nth(1)).to_have_text("boats")
    page.get_by_label("lemma").fill("buy")
    page.locator("#edit").get_by_label("Fact type").select_option("none")
    page.get_by_role("button", name="Save correction").click()
    told(page, "Corrected")
    (decision,) = log()
    values = {operation.path: operation.value for operation in decision.patch}
    assert values.get("/arguments/1/text") == "boats", values
    assert TEXT[values["/arguments/1/start"] :].startswith("boats")


def test_a_name_that_is_an_attack_is_refused(served, visit):
    page = visit(served.address, "")
    for name in ("\u202eanA", "\u200b"):
        page.get_by_label("Your name").fill(name)
        page.get_by_role("button", name="Start").click()
        expect(page.get_by_role("alert")).to_contain_text("a name has 1 to 60 letters")
    page.get_by_label("Your name").fill(SCRIPT)
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".who")).to_contain_text(SCRIPT)
    assert page.evaluate("window.hacked") is None


def test_without_the_token_the_browser_sees_nothing(served, visit):
    page = visit(f"{served.origin}/", "")
    expect(page.locator("body")).to_have_text(
        "Refused: open the address that `sourceline review` printed, with its token."
    )


def test_another_name_for_this_machine_is_refused(served, visit):
    page = visit(f"http://evil.test:{served.port}/?token=a-secret", "")
    expect(page.locator("body")).to_contain_text("this page answers only on 127.0.0.1")


@pytest.fixture
def elsewhere(served, desk):
    """The address of a page of another site that attacks the page."""
    row = desk.index().all("SELECT id, hash FROM claims")[0]
    page = (Path(__file__).parent / "attack.html").read_text()
    for word, value in (("TARGET", served.origin), ("CLAIM", row["id"]), ("HASH", row["hash"])):
        page = page.replace(word, value)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_a_page_of_another_site_gets_nowhere(served, chromium, elsewhere, log):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(served.address)  # this browser has the secret
    page.get_by_label("Your name").fill("Ana")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "reviewer" not in url)
    for host in ("127.0.0.1", "localhost", "evil.test"):
        page.goto(f"http://{host}:{elsewhere}/")
        page.wait_for_function("window.done")  # that page has no policy
        assert page.evaluate("window.readable") == 0, host
        assert all("Claims" not in frame.content() for frame in page.frames[1:]), host
        assert log() == [], host
    context.close()
