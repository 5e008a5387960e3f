"""What one reviewer has open is passed over by the next claim of another, for a while, and never locked."""

from __future__ import annotations

import re

import pytest

from sourceline.review import reservations


@pytest.fixture
def two(desk, browser):
    """Two reviewers with a browser each."""
    return browser(desk, "Ana"), browser(desk, "Bo")


def shown(client, query=""):
    return re.search(r'<main id="main"[^>]* data-id="(clm_\w+)"', client.get(f"/?{query}").text)[1]


def opened(client, claim):
    return client.post("/opened", json={"claim": claim.id}).json()


def test_reviewers_do_not_meet_on_the_most_doubtful(two, claims, sent):
    ana, bo = two
    assert shown(ana) == claims["buy"].id
    assert opened(ana, claims["buy"]) == {"shared": False}
    assert shown(bo) == claims["denied"].id  # the next in doubt
    assert opened(bo, claims["denied"]) == {"shared": False}
    assert bo.get("/held").json() == [claims["buy"].id]
    after = ana.post("/decisions", json=sent(claims["buy"], "accepted")).json()["next"]
    assert after == claims["knows"].id  # past what Bo has open
    assert bo.post("/decisions", json=sent(claims["denied"], "accepted")).json()["next"] not in ("", after)


def test_what_a_decision_leads_to_is_reserved_before_it_shows(two, claims, sent):
    ana, bo = two
    after = ana.post("/decisions", json=sent(claims["buy"], "accepted")).json()["next"]
    assert after == claims["denied"].id
    assert shown(bo) == claims["knows"].id


def test_a_claim_that_another_has_open_can_be_opened_and_decided(two, claims, sent):
    ana, bo = two
    opened(ana, claims["buy"])
    assert shown(bo, f"claim={claims['buy'].id}") == claims["buy"].id
    assert opened(bo, claims["buy"]) == {"shared": True}
    assert bo.post("/decisions", json=sent(claims["buy"], "accepted")).status_code == 200
    assert ana.post("/decisions", json=sent(claims["buy"], "accepted")).status_code == 200


def test_a_claim_is_free_again_when_its_reviewer_goes_on_or_stays_away(two, claims, monkeypatch):
    ana, bo = two
    opened(ana, claims["buy"])
    opened(ana, claims["paid"])
    assert shown(bo) == claims["buy"].id
    monkeypatch.setattr(reservations, "HOLD", 0.0)
    opened(ana, claims["buy"])
    assert shown(bo) == claims["buy"].id


def test_second_opinions_go_on_past_what_another_has_open(two, desk, browser, claims, sent):
    ana, bo = two
    for name in ("buy", "denied"):
        ana.post("/decisions", json=sent(claims[name], "accepted"))
    second = "status=second&share=100"
    assert shown(bo, second) == claims["buy"].id
    opened(bo, claims["buy"])
    cleo = browser(desk, "Cleo")
    assert shown(cleo, second) == claims["denied"].id
    assert cleo.post("/decisions", json=sent(claims["denied"], "accepted", list=second)).json()["next"] == ""
    opened(bo, claims["denied"])
    assert shown(cleo, second) == claims["buy"].id


def test_the_last_claim_of_a_list_is_shown_though_another_has_it_open(two, claims):
    ana, bo = two
    opened(ana, claims["paid"])
    assert shown(bo, "fact=payment") == claims["paid"].id
