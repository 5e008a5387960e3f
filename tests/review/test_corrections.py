"""Corrections and added claims: what is worked out from the form, and that it still agrees with the article."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import quote

import jsonpatch
import pytest
from jsonpointer import resolve_pointer

from sourceline.claims.identity import content_hash, text_hash
from sourceline.cli.review import run_of
from sourceline.review.desk import Desk
from sourceline.review.draft import draft_of
from sourceline.runs.check import check_claim
from sourceline.schema.article import Article
from sourceline.schema.claim import Claim
from sourceline.schema.decision import Decision


def spans(value, text: str):
    """Returns a value of a case with the offsets of the words that it names."""
    if isinstance(value, dict) and set(value) == {"words"}:
        start = text.index(value["words"])
        return [start, start + len(value["words"])]
    if isinstance(value, dict):
        return {key: spans(item, text) for key, item in value.items()}
    return [spans(item, text) for item in value] if isinstance(value, list) else value


def form(claim: Claim, text: str, changes: dict) -> dict:
    """Returns the form of a claim with fields changed, as the page sends it."""
    plain = draft_of(claim).model_dump(mode="json")
    for path, value in changes.items():
        operation = {"op": "add" if path == "/arguments/1" else "replace", "path": path, "value": spans(value, text)}
        if path == "/confidence":
            operation["op"] = "add"
        plain = jsonpatch.apply_patch(plain, [operation])
    return plain


@pytest.fixture
def text_of(desk):
    """Returns a function that gives the text of a claim's article."""

    def text(claim: Claim) -> str:
        return desk.index().article(claim.article.id).text

    return text


def applied(decision: Decision) -> Claim:
    """Returns the corrected claim as any tool makes it from the decision, by RFC 6902 alone."""
    patch = [operation.model_dump(by_alias=True) for operation in decision.patch]
    seen = decision.seen.model_dump(mode="json", by_alias=True)
    return Claim.model_validate(jsonpatch.apply_patch(seen, patch))


@pytest.mark.cases("corrections.jsonl")
def test_a_correction(client, store, desk, claims, sent, text_of, case):
    claim = claims[case["claim"]]
    text = text_of(claim)
    answer = client.post("/decisions", json=sent(claim, "corrected", draft=form(claim, text, case["draft"])))
    if "refused" in case:
        assert answer.status_code == 409
        assert answer.json()["message"].startswith("Not saved: ")
        assert case["refused"] in answer.json()["message"]
        assert list(store.read()) == []
        return
    assert answer.status_code == 200, answer.json()
    ((_, decision),) = store.read()
    made = applied(decision)
    plain = made.model_dump(mode="json", by_alias=True)
    assert {path: resolve_pointer(plain, path, "(none)") for path in case["made"]} == case["made"]
    assert decision.reasons == tuple(case["reasons"])
    assert (decision.seen, decision.content_hash) == (claim, claim.content_hash)
    assert (made.id, made.run) == (claim.id, claim.run)
    assert made.content_hash == content_hash(made) != claim.content_hash
    assert made.text_hash == text_hash(made.text, made.arguments)
    assert list(check_claim(made, text, [other.id for other in claims.values()])) == []


def test_the_form_of_a_claim_that_nobody_changed_is_the_claim(client, claims):
    page = client.get(f"/claims/{claims['paid'].id}/form").text
    assert 'value="EUR 40,000,000"' in page
    assert 'value="2025-03"' in page
    assert "<bdi>two ferry operators</bdi>" in page


def test_a_candidate_is_picked_with_one_key(client, store, claims, sent):
    answer = client.post("/decisions", json=sent(claims["buy"], "corrected", pick=[0, 1]))
    assert answer.status_code == 200
    ((_, decision),) = store.read()
    made = applied(decision)
    assert (made.arguments[0].entity.name, made.arguments[0].entity.ids) == ("Namibia", {"iso3166": "NA"})
    assert "ambiguous_agent" not in made.flags


@pytest.mark.parametrize("pick", [[0, 2], [1, 0], [9, 0], [-1, 0], "0", None, {}])
def test_a_candidate_that_is_not_there(client, store, claims, sent, pick):
    answer = client.post("/decisions", json=sent(claims["buy"], "corrected", pick=pick))
    assert (answer.status_code, answer.json()["message"]) == (409, "Not saved: there is no such candidate.")
    assert list(store.read()) == []


def test_a_second_correction_goes_on_from_the_first_and_keeps_one_patch(client, store, claims, sent, text_of):
    claim = claims["paid"]
    text = text_of(claim)
    client.post("/decisions", json=sent(claim, "corrected", draft=form(claim, text, {"/predicate/lemma": "repay"})))
    first = applied([d for _, d in store.read()][-1])
    assert "repay, past" in client.get(f"/shown/{claim.id}").text
    answer = client.post("/decisions", json=sent(claim, "corrected", draft=form(first, text, {"/fact": ""})))
    assert answer.status_code == 200
    both = applied([d for _, d in store.read()][-1])
    assert (both.predicate.lemma, both.fact) == ("repay", None)
    back = client.post("/decisions", json=sent(claim, "corrected", draft=form(claim, text, {})))
    assert back.status_code == 409
    client.post("/undo", json={})
    client.post("/undo", json={})
    assert "pay, past" in client.get(f"/shown/{claim.id}").text


def test_a_correction_is_shown_to_its_reviewer_alone(desk, client, browser, claims, sent, text_of):
    claim = claims["paid"]
    draft = form(claim, text_of(claim), {"/arguments/2/value": "EUR 41,000,000"})
    client.post("/decisions", json=sent(claim, "corrected", draft=draft))
    mine = client.get(f"/shown/{claim.id}").text
    assert "What you corrected" in mine
    assert "<del>" in mine
    assert "EUR 41,000,000" in mine
    other = browser(desk, "Bo").get(f"/shown/{claim.id}").text
    assert "41,000,000" not in other
    assert "corrected" not in other


def test_after_a_new_run_the_difference_is_shown(client, looks, claims, sent, rerun):
    client.post("/decisions", json=sent(claims["paid"], "accepted"))
    rerun(amount="41000000")
    looks()
    page = client.get(f"/shown/{claims['paid'].id}").text
    assert "What has changed since you accepted it" in page
    before, after = page.index("EUR 40,000,000"), page.index("EUR 41,000,000")
    assert page.rindex("<del>", 0, before) < before < page.rindex("<ins>", 0, after) < after


ADDED = {
    "predicate": {"span": {"words": "asked"}},
    "arguments": [{"span": {"words": "who"}, "role": "agent"}, {"span": {"words": "it."}, "role": "theme"}],
}


def test_a_missing_claim_is_added_with_id_and_evidence(client, store, claims, text_of):
    text = text_of(claims["paid"])
    draft = spans({**ADDED, "arguments": [ADDED["arguments"][0]]}, text)
    answer = client.post(
        "/decisions", json={"decision": "added", "article": "art_ferries", "draft": draft, "seconds": 9.0}
    )
    assert answer.status_code == 200, answer.json()
    ((_, decision),) = store.read()
    made = decision.seen
    assert decision.claim == made.id == answer.json()["claim"]
    assert (made.predicate.text, made.predicate.lemma, made.segment) == ("asked", "ask", "body")
    assert made.text == "who asked"
    assert made.evidence[0].exact == "who asked"
    assert made.evidence[0].sentence.start == text.index("Nobody")
    assert made.content_hash == content_hash(made)
    assert list(check_claim(made, text, [c.id for c in claims.values()])) == []


def test_an_added_claim_is_listed_and_outlives_a_new_run(client, looks, store, claims, text_of, rerun, sent):
    text = text_of(claims["paid"])
    draft = spans({**ADDED, "arguments": [ADDED["arguments"][0]]}, text)
    added = {"decision": "added", "article": "art_ferries", "draft": draft}
    made = client.post("/decisions", json=added).json()["claim"]
    assert made in client.get("/rows?status=added").text
    again = client.post("/decisions", json=added)
    assert (again.status_code, "has this claim already" in again.json()["message"]) == (409, True)
    rerun(amount="41000000")
    looks()
    assert made in client.get("/rows?status=added").text
    claim = store.get(1).seen
    answer = client.post(
        "/decisions", json=sent(claim, "corrected", draft=form(claim, text, {"/predicate/lemma": "demand"}))
    )
    assert answer.status_code == 200
    assert "demand" in client.get(f"/shown/{made}").text
    client.post("/undo", json={})
    client.post("/undo", json={})
    assert client.get(f"/shown/{made}").status_code == 404


def test_a_missing_claim_is_added_to_an_article_that_has_none(out, store, browser, making):
    text = "Notice\n\nThe harbour closed on Monday."
    bare = Article(id="https://wire.test/a?b#1", source="wire.jsonl", text=text, title="Notice", site="wire.test")
    making.run(out, [*making.articles(), (bare, [])])
    client = browser(Desk(run_of(out), store), "Ana")
    page = client.get("/?status=bare").text
    assert "1</span> article<" in page
    assert "No claim was found in this article." in page
    assert "The harbour closed on Monday." in page
    assert "Notice" not in client.get("/rows?status=bare&source=dispatch.test").text
    assert "without a claim</a>, to add one" in client.get("/?article=notice").text
    address = quote(bare.id, safe="")
    assert "Add a claim that is missing" in client.get(f"/articles/{address}/form").text
    draft = {"predicate": {"span": (20, 26)}, "arguments": [{"span": (8, 19), "role": "theme"}]}
    answer = client.post("/decisions", json={"decision": "added", "article": bare.id, "draft": draft})
    assert answer.status_code == 200, answer.json()
    assert "The harbour closed" in client.get(f"/shown/{answer.json()['claim']}").text
    assert "Notice" not in client.get("/rows?status=bare").text
    client.post("/undo", json={})
    assert "No claim was found in this article." in client.get(f"/shown/{address}").text
    assert f"claim={address}" in client.get("/rows?status=bare").text


def test_after_a_claim_that_was_added_was_taken_back_another_can_be_added(client, claims, text_of):
    draft = spans({**ADDED, "arguments": [ADDED["arguments"][0]]}, text_of(claims["paid"]))
    added = {"decision": "added", "article": "art_ferries", "draft": draft}
    first = client.post("/decisions", json=added).json()["claim"]
    client.post("/undo", json={})
    draft = spans(ADDED, text_of(claims["paid"]))
    second = client.post("/decisions", json={**added, "draft": draft}).json()["claim"]
    assert first != second
    assert second in client.get("/rows?status=added&text=asked").text
    assert first not in client.get("/rows?status=all&text=asked").text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"article": "art_none"}, "no longer in the run"),
        ({"draft": {"predicate": {"span": [31, 34]}}}, "at least one argument"),
        ({"draft": None}, "Not saved: form: "),
        ({"draft": {"arguments": []}}, "predicate: "),
        ({"draft": {"predicate": {"span": [0, 0]}, "arguments": [{"span": [31, 34], "role": "agent"}]}}, "select at"),
    ],
)
def test_what_cannot_be_added_is_refused(client, store, change, message):
    answer = client.post("/decisions", json={"decision": "added", "article": "art_ferries"} | change)
    assert answer.status_code == 409
    assert message in answer.json()["message"]
    assert list(store.read()) == []


RECALL = """[[rule]]
id = "fact.recall.verb"
type = "recall"
verbs = ["recall"]
cameo = "08"
slots.maker = { roles = ["agent"] }
slots.product = { roles = ["theme"] }
"""


def types_of(page: str) -> dict[str, dict[str, list[str]]]:
    return json.loads(unescape(re.search(r'data-types="([^"]*)"', page)[1]))


def test_fact_types_of_ones_own_are_offered_and_kept(client, store, out, claims, sent, text_of):
    folder = out.parent / "facts"
    folder.mkdir()
    (folder / "recall.toml").write_text(RECALL)
    run = json.loads((out / "run.json").read_text())
    (out / "run.json").write_text(json.dumps(run | {"settings": {"facts": str(folder)}}))
    claim = claims["welcomed"]
    types = types_of(client.get(f"/claims/{claim.id}/form").text)
    assert types["recall"] == {"maker": ["agent"], "product": ["theme"]}
    assert "payment" in types
    draft = form(claim, text_of(claim), {"/fact": "recall", "/arguments/1/slots": ["product"]})
    assert client.post("/decisions", json=sent(claim, "corrected", draft=draft)).status_code == 200
    fact = applied([d for _, d in store.read()][-1]).fact
    assert (fact.type, fact.slots, fact.codes) == ("recall", {"product": 1}, {"cameo": "08"})
    draft = form(claim, text_of(claim), {"/fact": "recall", "/arguments/1/slots": ["toy"]})
    answer = client.post("/decisions", json=sent(claim, "corrected", draft=draft))
    assert "recall has no slot 'toy'; there are maker, product" in answer.json()["message"]


def test_a_fact_type_whose_rules_are_elsewhere_is_told_from_the_claims_of_the_run(tmp_path, making, browser, store):
    ferries, own = making.articles()[0]
    fact = {"type": "heist", "slots": {"thief": 0}, "codes": {"plover": "COERCE"}}
    made = making.claim(ferries, "welcomed", "welcome", {"agent": "The operators", "theme": "the money"}, fact=fact)
    out = making.run(tmp_path / "other", [(ferries, [made, own[0]])])
    client = browser(Desk(run_of(out), store), "Ana")
    assert types_of(client.get(f"/claims/{own[0].id}/form").text)["heist"] == {"thief": ["agent"]}
