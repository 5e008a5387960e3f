"""Two reviewers in the browser: a second opinion that is blind, what they differ about, and the board."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from playwright.sync_api import expect

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
FILLS = "() => ['.dot', '.bar'].map((name) => getComputedStyle(document.querySelector(`.whisker ${name}`)).fill)"
PLACES = "() => [...document.querySelectorAll('svg.whisker')].map((plot) => plot.getBoundingClientRect().toJSON())"


def test_two_reviewers_differ_and_a_third_settles(served, visit, log, claims, shows, told):
    # Ana rejects a claim for its amount, and accepts all others.
    ana = visit(served.address, "Ana")
    ana.get_by_label("Order").select_option("as the articles read")
    ana.wait_for_url("**order=article*")
    assert shows(ana) == "paid"
    ana.keyboard.press("r")
    ana.keyboard.press("3")
    for done in range(1, len(claims)):
        expect(ana.locator("#rows li").nth(done).get_by_role("link")).to_have_attribute("aria-current", "true")
        ana.keyboard.press("a")
    told(ana, "That was the last of this list")

    # Bo is asked for second opinions, and sees nothing of hers.
    bo = visit(served.address, "Bo")
    bo.goto(f"{served.origin}/?status=second&share=100&order=article")
    expect(bo.locator("#rows li")).to_have_count(len(claims))
    assert "Ana" not in bo.content()
    expect(bo.locator("#rows .sign.rejected, #rows .sign.accepted, .tag.rejected")).to_have_count(0)
    assert shows(bo) == "paid"
    bo.keyboard.press("a")
    expect(bo.locator("#rows li").nth(1).get_by_role("link")).to_have_attribute("aria-current", "true")
    bo.keyboard.press("a")
    expect(bo.locator("#progress")).to_contain_text("2 this session")
    assert [(d.reviewer, d.blind) for d in log()[-2:]] == [("Bo", True)] * 2

    # The board tells how far they agree, and leads to what is to be settled.
    board = visit(served.address, "Cleo")
    board.get_by_role("link", name="Board", exact=True).click()
    expect(board.get_by_role("row", name="Ana and Bo 1 of 2 0.00")).to_be_visible()
    expect(board.get_by_text("they tell where claims go wrong, and not how often")).to_be_visible()
    expect(board.get_by_role("row", name="Wrong amount or date 1")).to_have_count(0)  # not while they differ
    board.get_by_role("link", name="1 claim to settle").click()

    # Cleo sees both opinions, and agrees with one.
    assert shows(board) == "paid"
    opinions = board.get_by_role("region", name="What reviewers decided")
    expect(opinions).to_contain_text("Ana rejected Wrong amount or date")
    expect(opinions).to_contain_text("Bo accepted")
    expect(board.get_by_role("button", name="Agree with Ana")).to_have_text("1Agree with Ana")
    board.keyboard.press("1")
    told(board, "Settled")
    last = log()[-1]
    assert (last.reviewer, last.decision, last.reasons, last.settles) == ("Cleo", "rejected", ("wrong_value",), True)
    board.goto(f"{served.origin}/board")
    expect(board.get_by_text("There is nothing to settle.")).to_be_visible()
    expect(board.get_by_role("row", name="Wrong amount or date 1")).to_be_visible()
    expect(board.get_by_role("row", name="Ana and Bo 1 of 2 0.00")).to_be_visible()


def test_a_claim_that_another_has_open_says_so_and_is_decided_all_the_same(served, visit, log, claims, told):
    address = f"{served.origin}/?claim={claims['paid'].id}"
    ana, bo = visit(served.address, "Ana"), visit(served.address, "Bo")
    with ana.expect_response("**/opened"):
        ana.goto(address)
    bo.goto(address)
    shared = bo.get_by_role("status").filter(has_text="another reviewer has it open")
    expect(shared).to_be_visible()
    bo.keyboard.press("a")
    told(bo, "Accepted")
    expect(shared).to_have_count(0)
    bo.keyboard.press("u")
    expect(shared).to_be_visible()
    expect(bo.locator("#live")).to_contain_text("Taken back: accepted")
    assert [(decision.reviewer, decision.decision) for decision in log()] == [("Bo", "accepted"), ("Bo", "withdrawn")]


def test_the_board_fits_and_is_readable(served, visit, claims, decide):
    for n, claim in enumerate(claims.values()):
        decide(claim, "accepted" if n % 2 else "rejected", reasons=[] if n % 2 else ["duplicate"], seconds=n + 1.0)
    decide(claims["paid"], "accepted", reviewer="A reviewer with a very long name of sixty letters or thereabouts")
    page = visit(served.address)
    page.get_by_role("link", name="Board", exact=True).click()
    expect(page.get_by_role("heading", name="How right are the claims?")).to_be_visible()
    page.wait_for_load_state()  # the style sheet too
    plots = page.locator("svg.whisker")
    assert plots.count() > 8
    for width, scheme in product((1440, 390), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.evaluate(CONTRAST)["failures"] == [], (width, scheme)
        colours = page.evaluate(FILLS)
        assert len(set(colours)) == 1
        assert colours[0] not in ("rgb(0, 0, 0)", "none")  # the style sheet was let through
        boxes = page.evaluate(PLACES)
        assert all(box["left"] >= 0 and box["right"] <= width for box in boxes), width
    page.get_by_role("link", name="Drawn at random").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing that was drawn is decided yet")).to_be_visible()
