"""Several reviewers: second opinions without sight of the first, and disagreements that are settled."""

from __future__ import annotations

import re

import pytest

from sourceline.review.query import Query


@pytest.fixture
def two(desk, browser):
    """Two reviewers with a browser each."""
    return browser(desk, "Ana"), browser(desk, "Bo")


def listed(client, query):
    return re.findall(r'<li data-id="(clm_\w+)"', client.get(f"/rows?{query}").text)


def test_a_second_opinion_is_asked_for_without_the_first(two, claims, sent, store):
    ana, bo = two
    for name in ("paid", "buy"):
        ana.post("/decisions", json=sent(claims[name], "rejected", reasons=["wrong_value"]))
    second = listed(bo, "status=second&share=100")
    assert set(second) == {claims["paid"].id, claims["buy"].id}
    assert listed(ana, "status=second&share=100") == []
    page = bo.get(f"/?status=second&share=100&claim={second[0]}").text
    assert "Ana" not in page
    assert "Wrong amount" not in re.sub(r"<form id=\"reasons\".*?</form>", "", page, flags=re.DOTALL)
    assert bo.post("/decisions", json=sent(claims["paid"], "accepted", list="status=second")).status_code == 200
    assert listed(bo, "status=second&share=100") == [claims["buy"].id]
    last = [decision for _, decision in store.read()][-1]
    assert (last.reviewer, last.blind, last.settles) == ("Bo", True, False)


def test_the_sample_for_second_opinions_is_that_of_its_seed_and_share(two, claims, sent):
    ana, bo = two
    for claim in claims.values():
        ana.post("/decisions", json=sent(claim, "accepted"))
    samples = {
        (seed, share): set(listed(bo, f"status=second&share={share}&seed={seed}"))
        for seed in range(12)
        for share in (0, 50, 100)
    }
    for seed in range(12):
        assert samples[seed, 0] <= samples[seed, 50] <= samples[seed, 100] == {claim.id for claim in claims.values()}
    assert len({frozenset(samples[seed, 50]) for seed in range(12)}) > 3
    assert 1 < sum(len(samples[seed, 50]) for seed in range(12)) / 12 < 5


@pytest.fixture
def differing(two, claims, sent):
    """Two reviewers who differ about one claim and agree about another."""
    ana, bo = two
    ana.post("/decisions", json=sent(claims["paid"], "accepted", note="as the text has it"))
    bo.post("/decisions", json=sent(claims["paid"], "rejected", reasons=["wrong_value", "duplicate"]))
    for client in two:
        client.post("/decisions", json=sent(claims["buy"], "accepted"))
    return two


def test_what_differs_is_listed_with_each_opinion_and_nowhere_else(differing, claims):
    for client in differing:
        assert listed(client, "status=disputed") == [claims["paid"].id]
        page = client.get("/?status=disputed").text
        shown = page[page.index('class="opinions"') : page.index('<div id="form">')]
        assert re.findall(r"<bdi>(Ana|Bo)</bdi></b> <span class=\"tag (\w+)\"", shown) == [
            ("Ana", "accepted"), ("Bo", "rejected"),
        ]  # fmt: skip
        assert "Wrong amount or date, Duplicate" in shown
        assert "as the text has it" in shown
        for query in ("", "status=all&", "status=second&share=100&"):
            assert 'class="opinions"' not in client.get(f"/?{query}claim={claims['paid'].id}").text
        assert 'class="opinions"' not in client.get(f"/?status=disputed&claim={claims['buy'].id}").text


def test_agreeing_with_one_settles(differing, browser, desk, claims, sent, store):
    bos = next(d for _, d in store.read() if d.reviewer == "Bo")
    cleo = browser(desk, "Cleo")
    answer = cleo.post("/decisions", json=sent(claims["paid"], "settled", agrees=bos.id))
    assert answer.status_code == 200
    last = [decision for _, decision in store.read()][-1]
    assert (last.reviewer, last.decision, last.settles) == ("Cleo", "rejected", True)
    assert last.reasons == ("wrong_value", "duplicate")
    assert listed(cleo, "status=disputed") == []
    cleo.post("/undo", json={})
    assert listed(cleo, "status=disputed") == [claims["paid"].id]


def test_deciding_anew_in_the_list_of_disagreements_settles_and_elsewhere_does_not(differing, claims, sent, store):
    ana, _ = differing
    ana.post("/decisions", json=sent(claims["paid"], "rejected", reasons=["not_a_claim"]))
    assert not [decision for _, decision in store.read()][-1].settles
    ana.post("/decisions", json=sent(claims["paid"], "accepted"))
    assert listed(ana, "status=disputed") == [claims["paid"].id]
    ana.post("/decisions", json=sent(claims["buy"], "accepted", list="status=disputed"))
    assert not [decision for _, decision in store.read()][-1].settles
    ana.post("/decisions", json=sent(claims["paid"], "accepted", list="status=disputed"))
    assert [decision for _, decision in store.read()][-1].settles
    assert listed(ana, "status=disputed") == []


def test_who_looks_back_at_what_was_decided_sees_it_and_settles(two, browser, desk, claims, sent, store):
    ana, bo = two
    ana.post("/decisions", json=sent(claims["paid"], "rejected", reasons=["wrong_value"]))
    page = bo.get("/?status=wrong").text
    assert listed(bo, "status=wrong") == [claims["paid"].id]
    assert "Decided by others" in page
    assert re.search(r"<bdi>Ana</bdi></b> <span class=\"tag rejected\"", page)
    assert 'class="opinions"' not in ana.get("/?status=wrong").text  # she knows
    bo.post("/decisions", json=sent(claims["paid"], "accepted", list="status=wrong"))
    bo.post("/decisions", json=sent(claims["buy"], "accepted", list="status=decided"))
    assert [(d.reviewer, d.settles) for _, d in store.read()] == [("Ana", False), ("Bo", True), ("Bo", False)]
    assert listed(ana, "status=disputed") == []


def test_different_candidates_that_two_picked_are_shown_and_settled(two, claims, sent, store):
    for rank, client in enumerate(two):
        client.post("/decisions", json=sent(claims["buy"], "corrected", pick=[0, rank]))
        assert client.get("/?status=wrong").status_code == 200
    for client in two:
        page = client.get("/?status=disputed").text
        shown = page[page.index('class="opinions"') : page.index('<div id="form">')]
        assert "The ministry" in shown
        assert "Namibia" in shown
    last = [decision for _, decision in store.read()][-1]
    two[0].post("/decisions", json=sent(claims["buy"], "settled", agrees=last.id))
    assert listed(two[0], "status=disputed") == []


def test_agreeing_with_what_does_not_stand_is_refused(differing, claims, sent, store):
    ana, bo = differing
    bos = next(d for _, d in store.read() if d.reviewer == "Bo")
    bo.post("/undo", json={})
    bo.post("/undo", json={})
    before = len(list(store.read()))
    answer = ana.post("/decisions", json=sent(claims["paid"], "settled", agrees=bos.id))
    assert (answer.status_code, "does not stand any more" in answer.json()["message"]) == (409, True)
    assert len(list(store.read())) == before


def test_only_a_random_order_of_the_whole_run_is_a_sample_of_it(client, claims, sent, store):
    assert Query(order="random", seed="7").drawing == "7"
    assert Query(order="random", seed="7", status="all").drawing == "7"
    for other in ({"fact": "payment"}, {"status": "second"}, {"text": "paid"}, {"low": "50"}, {"order": "doubtful"}):
        assert Query(**{"order": "random", "seed": "7", **other}).drawing == ""
    client.post("/decisions", json=sent(claims["paid"], "accepted", list="order=random&seed=7"))
    client.post("/decisions", json=sent(claims["buy"], "accepted", list="order=random&seed=7&fact=payment"))
    assert [(d.order, d.seed) for _, d in store.read()] == [("random", "7"), ("random", None)]
    assert "were drawn at random" in client.get("/board").text
