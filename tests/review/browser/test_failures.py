"""What can go wrong while somebody reviews: nothing that was acknowledged is lost, and the page says what happened."""

from __future__ import annotations

import re
import signal
import sqlite3
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from sourceline.review.store import LOG, Store


@pytest.fixture
def started(out):
    """Returns a function that starts the server as a user does, and gives the process and the address."""
    processes = []

    def start(port: int = 0):
        command = [sys.executable, "-m", "sourceline", "review", str(out), "--no-browser", "--port", str(port)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        return process, re.search(r"http\S+", process.stdout.readline())[0]

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_server_is_killed(started, visit, out, claims, shows, told):
    process, address = started()
    page = visit(address)
    page.keyboard.press("a")
    told(page, "Accepted")
    page.keyboard.press("m")
    page.keyboard.type("half a thought")
    process.send_signal(signal.SIGKILL)
    process.wait()
    page.keyboard.press("Control+Enter")
    banner = page.locator("#problem")
    expect(banner).to_contain_text("The server does not answer, so nothing was saved. What you typed is still here")
    expect(page.get_by_label("Note for this claim")).to_have_value("half a thought")
    (kept,) = [decision for _, decision in Store(out / LOG).read()]
    assert (kept.decision, kept.claim) == ("accepted", claims["buy"].id)

    # Another server in its place has another secret.
    port = int(re.search(r":(\d+)/", address)[1])
    _, again = started(port)
    page.keyboard.press("Control+Enter")
    expect(banner).to_contain_text("belongs to a server that was stopped; nothing was saved")
    expect(page.get_by_label("Note for this claim")).to_have_value("half a thought")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(again)
    assert shows(page) != "buy"
    expect(page.locator("#progress")).to_contain_text("1 of 6 decided")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_log_of_a_server_that_was_stopped_is_one_file(started, visit, out, claims, told, how):
    process, address = started()
    page = visit(address)
    page.keyboard.press("a")
    told(page, "Accepted")
    process.send_signal(how)
    assert process.wait(timeout=30) != 0
    assert [path.name for path in out.glob(f"{LOG}*")] == [LOG]
    (kept,) = [decision for _, decision in Store(out / LOG).read()]
    assert (kept.decision, kept.claim) == ("accepted", claims["buy"].id)


def test_two_reviewers_at_once(served, visit, log, claims, told):
    ana = visit(served.address, "Ana")
    ana.wait_for_load_state("networkidle")  # Ana has told what she has open
    bo = visit(served.address, "Bo")
    for page in (ana, bo, ana, bo):
        page.keyboard.press("a")
        told(page, "Accepted")
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelector('#live').textContent = ''")
    bo.keyboard.press("u")
    told(bo, "Taken back: accepted")
    decided = [(decision.reviewer, decision.claim) for decision in log() if decision.decision == "accepted"]
    assert decided[:2] == [("Ana", claims["buy"].id), ("Bo", claims["denied"].id)]
    assert len({claim for _, claim in decided}) == 4  # each went on to what the other did not have open
    ana.reload()
    expect(ana.locator(".session")).to_contain_text("2 this session")
    expect(ana.locator(".whole")).to_contain_text("3 of 6 decided")


def test_what_another_has_decided_meanwhile_is_passed_over(served, visit, claims, decide, shows, told):
    page = visit(served.address, "Ana")
    assert shows(page) == "buy"
    for name in ("denied", "knows"):
        decide(claims[name], "accepted", reviewer="Bo")
    page.keyboard.press("a")
    told(page, "Accepted")
    assert shows(page) == "paid"
    expect(page.locator("#rows a[aria-current]")).to_contain_text("€40 million")


def test_a_locked_log(served, visit, store, log, shows, told):
    page = visit(served.address)
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page.keyboard.press("a")
    expect(page.locator("#problem")).to_contain_text("is locked by another program: not saved, try again")
    assert (shows(page), log()) == ("buy", [])
    other.execute("ROLLBACK")
    other.close()
    page.keyboard.press("a")
    told(page, "Accepted")
    expect(page.locator("#problem")).to_be_hidden()
    assert len(log()) == 1


def test_a_full_disk(served, visit, store, log, told):
    page = visit(served.address)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    page.keyboard.press("m")
    page.get_by_label("Note for this claim").fill("x" * 4000)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problem")).to_contain_text("no room left on the disk")
    expect(page.get_by_label("Note for this claim")).to_have_value("x" * 4000)
    store._db.execute("PRAGMA max_page_count = 1000000")
    page.keyboard.press("Control+Enter")
    told(page, "Note saved")
    assert [decision.note for decision in log()] == ["x" * 4000]


def test_the_run_changes_underneath(served, visit, log, looks, rerun, told):
    page = visit(f"{served.address}")
    page.goto(f"{served.origin}/?order=article")
    now = rerun(amount="41000000")
    looks()
    page.keyboard.press("a")
    expect(page.locator("#problem")).to_contain_text("this claim has changed since you opened it; nothing was saved")
    assert log() == []
    page.reload()
    expect(page.locator("#main")).to_contain_text("EUR 41,000,000")
    page.keyboard.press("a")
    told(page, "Accepted")
    assert log()[0].content_hash == now["paid"].content_hash


def test_the_run_is_damaged_underneath(served, visit, out, log, looks, told):
    page = visit(served.address)
    (out / "claims.jsonl").write_bytes(b"{\n")
    looks()
    page.keyboard.press("a")
    told(page, "Accepted")
    page.keyboard.press("j")
    expect(page.locator("#problem")).to_contain_text("the run has changed and cannot be read")
    assert len(log()) == 1
