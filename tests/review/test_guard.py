"""Attacks: pages of other sites, other names for this machine, and text of articles that wants to be more than text."""

from __future__ import annotations

import re

import pytest

from sourceline.review.guard import MAX_BODY
from sourceline.review.marks import visible


def test_without_the_token_nothing_answers(desk, browser):
    stranger = browser(desk)
    stranger.cookies.clear()
    for address in ("/", "/rows", "/static/review.js", "/?token=guessed", "/claims/clm_1"):
        assert stranger.get(address).status_code == 403
    assert stranger.post("/reviewer", json={"name": "Eve"}).status_code == 403


def test_the_token_leaves_the_address_and_stays_in_this_browser(desk, browser):
    answer = browser(desk).get("/?token=a-secret")
    assert answer.headers["location"] == "/"
    assert re.search(r"sourceline_\d+=a-secret; HttpOnly; .*SameSite=strict", answer.headers["set-cookie"])


@pytest.mark.parametrize(
    "host", ["evil.test", "evil.test:8765", "127.0.0.1", "127.0.0.1:80", "localhost.evil.test:8765", ""]
)
def test_another_name_for_this_machine_is_refused(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 421
    assert client.get("/", headers={"Host": "localhost:8765", "Origin": "http://localhost:8765"}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.test", "null", "http://127.0.0.1", "http://127.0.0.1:9999"])
def test_a_request_from_another_page_is_refused(client, store, claims, sent, origin):
    answer = client.post("/decisions", json=sent(claims["paid"], "accepted"), headers={"Origin": origin})
    assert answer.status_code == 403
    assert client.get("/rows", headers={"Origin": origin}).status_code == 403
    assert list(store.read()) == []


def test_a_request_that_hides_where_it_comes_from_is_refused(client, store, claims, sent):
    del client.headers["Origin"]
    assert client.post("/decisions", json=sent(claims["paid"], "accepted")).status_code == 403
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert list(store.read()) == []


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"claim=clm_1&decision=accepted", "application/x-www-form-urlencoded", 415),
        (b'{"claim": "clm_1"}', "text/plain", 415),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'"' + b"x" * MAX_BODY + b'"', "application/json", 413),
    ],
)
def test_bodies_that_no_page_of_ours_sends(client, content, kind, status):
    assert client.post("/decisions", content=content, headers={"Content-Type": kind}).status_code == status


def test_every_answer_forbids_what_the_page_does_not_need(client):
    for address in ("/", "/rows", "/static/review.css", "/nothing-there"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_files_outside_the_static_folder_are_not_served(client):
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/"):
        assert client.get(path).status_code in (403, 404, 405)


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\x07", "\x1b", "\u200b", "\ufeff", "\x85"])
def test_characters_that_steer_are_shown_and_keep_their_place(character):
    html = str(visible(f"a{character}b"))
    assert character not in html
    assert f"U+{ord(character):04X}" in html
    assert len(re.sub(r"<[^>]*>", "", html)) == 3


def test_ordinary_text_is_only_escaped():
    assert str(visible("Ana’s <b> 👨‍👩‍👧\n“שלום”")) == "Ana’s &lt;b&gt; 👨‍👩‍👧\n“שלום”"
