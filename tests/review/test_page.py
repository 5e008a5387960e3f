"""The page without a browser: what is listed and what is kept."""

from __future__ import annotations

import re
import shutil
import sqlite3

import pytest

from sourceline.cli.review import run_of
from sourceline.review.desk import Desk
from sourceline.review.entries import title_of
from sourceline.review.store import LOG, Store
from sourceline.schema.run import SegmentSpan


def listed(client, address="/rows"):
    """The predicates' claims of a list, by their ids in order."""
    return re.findall(r'<li data-id="(clm_\w+)"', client.get(address).text)


def names(client, claims, address="/rows?status=all"):
    known = {claim.id: name for name, claim in claims.items()}
    return [known[found] for found in listed(client, address)]


def test_the_page_shows_list_claim_and_article(client, claims):
    page = client.get("/").text
    assert "6</span> claims" in page
    assert "It buy three buses" in page
    assert "undecided:" in page
    assert "Namibia</bdi> (40%)" in page
    paid = client.get(f"/shown/{claims['paid'].id}").text
    assert "EUR 40,000,000" in paid
    assert "2025-03, from the publication date" in paid
    assert re.search(r'class="[^"]*mark m-agent"[^>]*>The ministry</span>', paid)
    assert "the article itself" in paid


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("order=doubtful", ["buy", "denied", "knows", "paid", "welcomed", "rejected"]),
        ("order=article", ["paid", "buy", "welcomed", "knows", "rejected", "denied"]),
        ("text=mayor", ["buy"]),
        ("order=article&fact=payment", ["paid"]),
        ("order=article&fact=none&modality=planned", ["buy"]),
        ("order=article&source=dispatch.test", ["rejected", "denied"]),
        ("order=article&article=blocks", ["rejected", "denied"]),
        ("order=article&article=art_ruling", ["rejected", "denied"]),
        ("order=article&article=%25", []),
        ("order=article&flag=ambiguous_agent", ["buy"]),
        ("order=article&flag=any", ["buy"]),
        ("order=article&holds=money", ["paid"]),
        ("order=article&holds=date", ["paid"]),
        ("order=article&polarity=negative", ["knows"]),
        ("order=article&low=60&high=70", ["knows", "denied"]),
        ("order=article&text=ferry+op", ["paid"]),
        ("order=article&text=mini%22+OR+*", []),
        ("order=article&low=much&unknown=1", ["paid", "buy", "welcomed", "knows", "rejected", "denied"]),
    ],
)
def test_filters_and_orders(client, claims, query, expected):
    assert names(client, claims, f"/rows?status=all&{query}") == expected


@pytest.mark.parametrize(
    ("title", "segments", "source", "expected"),
    [
        ("Its title", [(0, 29, "headline")], "a/ferries.txt", "Its title"),
        (None, [(0, 29, "headline"), (31, 60, "body")], "a/ferries.txt", "Ministry pays ferry operators"),
        (None, [(0, 60, "body")], "/long/way/to/ferries.txt", "ferries.txt"),
        (None, [], "crawl.warc.gz#17 https://gazette.test/1/", "crawl.warc.gz#17 https://gazette.test/1/"),
    ],
)
def test_an_article_without_a_title_is_listed_by_its_headline_or_its_name(desk, title, segments, source, expected):
    spans = tuple(SegmentSpan(start=start, end=end, segment=segment) for start, end, segment in segments)
    article = (
        desk.index().article("art_ferries").model_copy(update={"title": title, "segments": spans, "source": source})
    )
    assert title_of(article) == expected


def test_a_random_order_is_that_of_its_seed(client, claims):
    orders = {seed: tuple(names(client, claims, f"/rows?order=random&seed={seed}")) for seed in range(8)}
    assert all(sorted(order) == sorted(claims) for order in orders.values())
    assert len(set(orders.values())) > 3
    assert tuple(names(client, claims, "/rows?order=random&seed=3")) == orders[3]


def test_the_list_goes_on_from_any_claim_in_both_directions(client, claims):
    everything = listed(client, "/rows?status=all")
    assert listed(client, f"/rows?status=all&start={everything[2]}") == everything[3:]
    assert listed(client, f"/rows?status=all&start={everything[2]}&back=1") == everything[:2]


def test_a_decision_is_on_disk_and_found_again(client, out, claims, sent):
    answer = client.post("/decisions", json=sent(claims["paid"], "accepted", list="order=random"))
    assert answer.status_code == 200
    assert "<b>1</b> of 6 decided" in answer.json()["progress"]
    answer = client.post("/decisions", json=sent(claims["buy"], "rejected", reasons=["wrong_argument", "duplicate"]))
    assert answer.status_code == 200
    copied = shutil.copytree(out, out.parent / "copy")  # as a crash would leave it
    (_, first), (_, second) = Store(copied / LOG).read()
    assert (first.claim, first.decision, first.reviewer, first.order) == (
        claims["paid"].id,
        "accepted",
        "Ana",
        "random",
    )
    assert (first.content_hash, first.seconds, first.seen) == (claims["paid"].content_hash, 2.0, claims["paid"])
    assert second.reasons == ("wrong_argument", "duplicate")
    assert names(client, claims, "/rows") == ["denied", "knows", "welcomed", "rejected"]
    assert names(client, claims, "/rows?status=accepted") == ["paid"]
    assert names(client, claims, "/rows?status=rejected") == ["buy"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"decision": "praised"}, "no decision"),
        ({"decision": "rejected"}, "needs a reason"),
        ({"decision": "rejected", "reasons": ["ugly"]}, "no such reason"),
        ({"decision": "noted", "note": "  "}, "note is empty"),
        ({"content_hash": "other"}, "changed since you opened it"),
        ({"claim": "clm_none"}, "no longer in the run"),
        ({"claim": 7}, "no longer in the run"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(client, store, claims, sent, more, message):
    answer = client.post("/decisions", json=sent(claims["paid"], "accepted") | more)
    assert answer.status_code == 409
    assert message in answer.json()["message"]
    assert list(store.read()) == []


def test_undo_goes_back_one_decision_at_a_time(client, store, claims, sent):
    client.post("/decisions", json=sent(claims["paid"], "accepted"))
    client.post("/decisions", json=sent(claims["paid"], "rejected", reasons=["not_a_claim"]))
    client.post("/decisions", json=sent(claims["buy"], "skipped"))
    assert names(client, claims, "/rows?status=skipped") == ["buy"]
    undone = [client.post("/undo", json={}).json()["claim"] for _ in range(2)]
    assert undone == [claims["buy"].id, claims["paid"].id]
    assert names(client, claims, "/rows?status=accepted") == ["paid"]
    assert client.post("/undo", json={}).status_code == 200
    assert names(client, claims, "/rows?status=open&order=article")[:2] == ["paid", "buy"]
    nothing = client.post("/undo", json={})
    assert (nothing.status_code, nothing.json()["message"]) == (409, "There is nothing of yours to undo.")
    assert len(list(store.read())) == 6


def test_a_note_says_nothing_of_the_claims_worth(client, claims, sent):
    client.post("/decisions", json=sent(claims["paid"], "noted", note="ask <b>the desk</b>"))
    assert "ask &lt;b&gt;the desk&lt;/b&gt;" in client.get(f"/shown/{claims['paid'].id}").text
    assert names(client, claims, "/rows?status=noted") == ["paid"]
    assert "paid" in names(client, claims, "/rows?status=open")
    assert client.post("/undo", json={}).json()["message"] == "Taken back: noted."
    assert names(client, claims, "/rows?status=noted") == []


def test_a_locked_log_is_told_and_the_same_decision_can_be_sent_again(client, store, claims, sent):
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = client.post("/decisions", json=sent(claims["paid"], "accepted"))
    assert (answer.status_code, "not saved" in answer.json()["message"]) == (503, True)
    other.execute("ROLLBACK")
    other.close()
    assert client.post("/decisions", json=sent(claims["paid"], "accepted")).status_code == 200


def test_two_reviewers_do_not_see_each_others_decisions(desk, client, browser, claims, sent):
    other = browser(desk, "Bo")
    client.post("/decisions", json=sent(claims["paid"], "accepted"))
    assert "accepted" not in other.get(f"/shown/{claims['paid'].id}").text
    assert "paid" not in names(other, claims, "/rows?status=open")
    assert other.post("/decisions", json=sent(claims["paid"], "rejected", reasons=["wrong_value"])).status_code == 200
    assert names(client, claims, "/rows?status=accepted") == ["paid"]
    assert names(other, claims, "/rows?status=rejected") == ["paid"]


def test_a_decision_that_another_program_wrote_is_seen_at_once(desk, client, browser, out, claims, sent):
    elsewhere = browser(Desk(run_of(out), Store(out / LOG)), "Bo")
    elsewhere.post("/decisions", json=sent(claims["paid"], "accepted"))
    assert "paid" not in names(client, claims, "/rows?status=open")


def test_after_a_new_run_decisions_are_found_by_id_or_shown_as_stale(client, looks, claims, sent, rerun):
    for name in ("paid", "welcomed", "knows"):
        client.post("/decisions", json=sent(claims[name], "accepted"))
    now = rerun(amount="41000000", without=("knows",))
    looks()
    assert set(listed(client, "/rows?status=accepted")) == {claims["welcomed"].id, claims["knows"].id}
    assert names(client, now, "/rows?status=stale") == ["paid"]
    assert listed(client, "/rows?status=gone") == [claims["knows"].id]
    assert "paid" in names(client, now, "/rows?status=open")
    refused = client.post("/decisions", json=sent(claims["paid"], "accepted"))
    assert (refused.status_code, "changed" in refused.json()["message"]) == (409, True)
    assert client.post("/decisions", json=sent(now["paid"], "accepted")).status_code == 200
    assert len(listed(client, "/rows?status=accepted")) == 3


def test_a_run_that_is_damaged_meanwhile_leaves_the_one_before_on_show(client, looks, out, claims, sent, rerun):
    (out / "claims.jsonl").write_bytes(b"{\n")
    looks()
    page = client.get("/").text
    assert "cannot be read" in page
    assert client.post("/decisions", json=sent(claims["paid"], "accepted")).status_code == 200
    rerun()
    looks()
    assert "cannot be read" not in client.get("/").text
    assert names(client, claims, "/rows?status=accepted") == ["paid"]
