"""The board: what its figures count, and that they can be read without seeing the plots."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from sourceline.review.board import board
from sourceline.review.query import Query
from sourceline.review.sample import drawn


def cells(html: str, caption: str) -> dict[str, list[str]]:
    """The rows of a table with this caption: header cell -> text of the other cells."""
    table = html[html.index(caption) :]
    table = table[: table.index("</table>")]
    rows = re.findall(r"<tr>(.*?)</tr>", table[table.index("<tbody>") :], re.DOTALL)
    found = [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]
    return {row[0]: [cell for cell in row[1:] if cell] for row in found}


def plain(html: str) -> str:
    text = []
    parser = HTMLParser()
    parser.handle_data = text.append
    parser.feed(html)
    return " ".join("".join(text).split())


def test_precision_is_counted_by_type_segment_source_and_rule(client, claims, decide):
    decide(claims["paid"], "accepted")
    decide(claims["buy"], "rejected", reasons=["wrong_attribution", "wrong_argument"])
    decide(claims["knows"], "rejected", reasons=["wrong_argument"])
    decide(claims["rejected"], "corrected", patch=[{"op": "replace", "path": "/modality", "value": "possible"}])
    decide(claims["denied"], "skipped")
    page = client.get("/board?of=all").text
    assert plain(page[page.index('class="figure"') + 15 : page.index('class="soft"')]).startswith("25% right")
    assert cells(page, "by fact type") == {
        "legal ruling": ["0%", "0–79%", "0 of 1"],
        "no type": ["0%", "0–66%", "0 of 2"],
        "payment": ["100%", "21–100%", "1 of 1"],
    }
    assert cells(page, "by source") == {
        "dispatch.test": ["0%", "0–79%", "0 of 1"], "gazette.test": ["33%", "6–79%", "1 of 3"],
    }  # fmt: skip
    assert cells(page, "by rule")["clause.active"] == ["25%", "5–70%", "1 of 4"]
    assert cells(page, "by rule")["time.date.month"] == ["100%", "21–100%", "1 of 1"]
    assert list(cells(page, "by segment")) == ["body"]
    assert cells(page, "Reasons of rejections") == {
        "Wrong argument": ["2"], "Corrected: modality": ["1"], "Wrong about who says so": ["1"],
    }  # fmt: skip


def test_each_name_on_the_board_leads_to_the_claims_behind_it(client, claims, decide):
    decide(claims["paid"], "accepted")
    decide(claims["buy"], "rejected", reviewer="Bo", reasons=["wrong_attribution", "wrong_argument"])
    patch = [{"op": "replace", "path": path, "value": "2025"} for path in ("/fact_id", "/time/value")]
    decide(claims["knows"], "corrected", reviewer="Bo", reasons=["wrong_argument"], patch=patch)
    decide(claims["rejected"], "rejected", reasons=["duplicate"])
    page = client.get("/board?of=all").text
    named = {claim.id: name for name, claim in claims.items()}
    led = {}
    for link, words in re.findall(r'<th scope="row"><a href="([^"]*)">(.*?)</a>', page):
        query = link.replace("&amp;", "&").removeprefix("/?")
        found = re.findall(r'<li data-id="(clm_\w+)"', client.get(f"/rows?{query}").text)
        led[plain(words)] = {named[claim] for claim in found}
    assert led == {
        "no type": {"buy", "knows"}, "payment": {"paid"}, "legal ruling": {"rejected"},
        "body": {"paid", "buy", "knows", "rejected"},
        "gazette.test": {"paid", "buy", "knows"}, "dispatch.test": {"rejected"},
        "clause.active": {"paid", "buy", "knows", "rejected"}, "time.date.month": {"paid"},
        "Wrong argument": {"buy", "knows"}, "Wrong about who says so": {"buy"},
        "Duplicate": {"rejected"}, "Corrected: time": {"knows"},
    }  # fmt: skip


def test_what_does_not_count(desk, claims, decide, rerun):
    decide(claims["paid"], "accepted")
    decide(claims["buy"], "accepted")
    decide(claims["buy"], "rejected", reviewer="Bo", reasons=["duplicate"])
    taken = decide(claims["knows"], "accepted")
    decide(claims["knows"], "withdrawn", withdraws=taken.id, seen=None)
    found = board(desk.index(), "Ana")
    assert (found.overall.right, found.overall.total, found.disputed, found.differ) == (1, 1, 1, 1)
    decide(claims["buy"], "accepted", reviewer="Cleo", settles=True)
    found = board(desk.index(), "Ana")
    assert (found.overall.right, found.overall.total, found.disputed, found.differ) == (2, 2, 0, 0)


def test_only_what_was_drawn_at_random_stands_for_the_run(client, desk, claims, decide):
    index = desk.index()
    order = [row["id"] for row in index.rows(Query(status="all", order="random", seed="7"), "Ana")]
    by_id = {claim.id: claim for claim in claims.values()}
    decide(by_id[order[5]], "rejected", reasons=["duplicate"], order="doubtful")
    assert "they tell where claims go wrong, and not how often" in client.get("/board").text
    # The first of the order was passed over, the second had been decided before: both are in the sample.
    decide(by_id[order[1]], "rejected", reasons=["duplicate"], order="doubtful")
    decide(by_id[order[2]], "accepted", order="random", seed="7")
    found = desk.index().all(f"SELECT id FROM claims c WHERE {drawn(desk.index())}")
    assert {row["id"] for row in found} == set(order[:3])
    found = board(desk.index(), "Ana")
    assert (found.sampled, found.drawn, found.overall.right, found.overall.total) == (True, 3, 1, 2)
    page = client.get("/board").text
    assert "Of the 6 claims of the run, 3 were drawn at random, and 2 of these are decided." in page
    assert board(desk.index(), "Ana", sampled=False).overall.total == 3
    assert "1 drawn and not decided. Were all of them wrong, 33% would be right; were all of them right, 67%." in page
    decide(by_id[order[2]], "rejected", reviewer="Bo", reasons=["duplicate"])
    page = client.get("/board").text
    assert "1 on which reviewers differ and 1 drawn and not decided. Were all of them wrong, 0% would be right" in page


def test_what_has_few_claims_comes_after_what_surely_goes_wrong(desk, claims, decide):
    decide(claims["paid"], "rejected", reasons=["duplicate"])
    for name in ("buy", "welcomed", "knows", "rejected", "denied"):
        decide(claims[name], "accepted")
    found = {
        title: [(group.name, group.total) for group in groups] for title, _, groups in board(desk.index(), "Ana").tables
    }
    assert found["Fact type"] == [("payment", 1), ("no type", 4), ("legal ruling", 1)]
    assert found["Rule"] == [("clause.active", 6), ("time.date.month", 1)]


def test_speed_is_that_of_the_middle_decisions(desk, claims, decide):
    for name, seconds in zip(claims, (1.0, 2.0, 3.0, 4.0, 500.0), strict=False):
        decide(claims[name], "accepted", seconds=seconds)
    decide(claims["paid"], "rejected", reviewer="Bo", reasons=["duplicate"], seconds=8.0)
    ana, bo = board(desk.index(), "Ana").speeds
    assert (ana.reviewer, ana.claims, ana.low, ana.median, ana.high) == ("Ana", 5, 2.0, 3.0, 4.0)
    assert (bo.claims, bo.median) == (1, 8.0)


def test_agreement_is_of_independent_decisions(desk, client, claims, decide):
    for name in ("paid", "buy", "knows"):
        decide(claims[name], "accepted")
        decide(claims[name], "accepted", reviewer="Bo", blind=True)
    decide(claims["denied"], "rejected", reasons=["duplicate"])
    decide(claims["denied"], "accepted", reviewer="Bo", blind=True)
    before = board(desk.index(), "Ana").agreement
    assert (before.claims, before.same) == (4, 3)
    assert before.pairs[0].kappa == pytest.approx(0.0)
    decide(claims["denied"], "rejected", reviewer="Bo", reasons=["duplicate"], settles=True)
    assert board(desk.index(), "Ana").agreement == before
    assert cells(client.get("/board").text, "Agreement of each two") == {"Ana and Bo": ["3 of 4", "0.00"]}


def test_the_board_of_an_untouched_run_says_how_to_begin(client):
    page = client.get("/board").text
    assert "Nothing is decided yet" in page
    assert "/?order=random" in page
    assert "Krippendorff" not in page
    assert "Nothing that was drawn is decided yet" in client.get("/board?of=random").text


def test_names_and_sources_are_text_whatever_they_hold(desk, browser, claims, decide):
    decide(claims["paid"], "accepted", reviewer="<script>alert(1)</script>\u202e", seconds=1.0)
    decide(claims["paid"], "accepted", reviewer="Bo", seconds=1.0)
    page = browser(desk, "Ana").get("/board?of=all").text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "style=" not in page


def test_who_has_no_name_is_asked_first(desk, browser):
    answer = browser(desk).get("/board")
    assert (answer.status_code, answer.headers["location"]) == (303, "/reviewer")


def test_each_plot_stands_beside_its_figures(client, claims, decide):
    for claim in claims.values():
        decide(claim, "accepted", seconds=2.0)
    page = client.get("/board?of=all").text
    for svg in re.findall(r"<svg[^>]*>", page):
        assert 'aria-hidden="true"' in svg or 'aria-labelledby="reliability-title"' in svg
    tables = page.count("<table")
    assert tables == page.count("<caption") == 6
    assert list(cells(page, "Confidence and share of right claims").values()) == [["100%", "61–100%", "6"]]
