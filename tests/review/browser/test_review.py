"""A whole review in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from sourceline.schema.article import Article


def test_a_review_by_mouse(served, visit, drag, log, claims, shows, told, looks, rerun):
    page = visit(served.address)
    assert "token" not in page.url

    # Filter, and accept what is right.
    page.get_by_label("Order").select_option("as the articles read")
    page.wait_for_url("**order=article*")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Fact type").select_option("payment")
    page.wait_for_url("**fact=payment*")
    expect(page.locator("#rows li")).to_have_count(1)
    assert shows(page) == "paid"
    page.get_by_role("button", name="Accept").click()
    told(page, "Accepted. That was the last of this list.")
    page.get_by_role("link", name="Clear filters").click()
    page.wait_for_url(lambda url: "fact" not in url)

    # Pick a candidate.
    assert shows(page) == "buy"
    page.get_by_role("button", name="Namibia (40%)").click()
    told(page, "Corrected")

    # Reject with a reason.
    assert shows(page) == "welcomed"
    page.get_by_role("button", name="Reject").click()
    page.get_by_label("Not a claim").check()
    page.locator("#reasons").get_by_role("button", name="Reject").click()
    told(page, "Rejected")

    # Correct a value; what cannot be read is refused, and what was typed stays.
    page.get_by_role("link", name="paid").first.click()
    page.get_by_role("row", name="theme").hover()
    page.get_by_role("button", name="Correct theme").click()
    expect(page.get_by_role("button", name="Argument: select").nth(2)).to_be_focused()
    field = page.locator("#edit").get_by_label("read as").nth(2)
    field.fill("a lot")
    page.get_by_role("button", name="Save correction").click()
    expect(page.get_by_role("alert").filter(has_text="no amount that can be read")).to_be_visible()
    expect(field).to_have_value("a lot")
    field.fill("EUR 41,000,000")
    # Select other words with the mouse.
    page.get_by_role("button", name="Argument: select").nth(1).click()
    drag(page, "ferry operators")
    expect(page.get_by_role("button", name="Argument: select").nth(1)).to_have_text("ferry operators")
    page.get_by_role("button", name="Save correction").click()
    told(page, "Corrected")

    # Add a claim that is missing: select the words, fill the role.
    drag(page, "asked")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Predicate: select")).to_have_text("asked")
    page.get_by_role("button", name="+ argument").click()
    drag(page, "who")
    page.get_by_role("button", name="Add claim").click()
    told(page, "Added")
    assert shows(page) == "another"
    expect(page.locator("#rows a[aria-current]")).to_contain_text("who asked")

    accepted, picked, rejected, corrected, added = log()
    assert (accepted.decision, rejected.reasons) == ("accepted", ("not_a_claim",))
    assert picked.reasons == ("wrongly_unresolved",)
    values = {operation.path: operation.value for operation in corrected.patch}
    assert values["/arguments/2/quantity/value"] == "41000000"
    assert values["/arguments/1/text"] == "ferry operators"
    assert (added.decision, added.seen.predicate.text, added.seen.arguments[0].text) == ("added", "asked", "who")
    assert all(decision.seconds is not None for decision in log())

    # Undo takes back one at a time and shows the claim.
    page.get_by_role("button", name="Undo").click()
    told(page, "Taken back: added")
    page.get_by_role("button", name="Undo").click()
    told(page, "Taken back: corrected")
    assert shows(page) == "paid"
    expect(page.locator(".session")).to_contain_text("3 this session")

    # A second reviewer sees nothing of the first.
    other = visit(served.address, "Bo")
    other.goto(f"{served.origin}/?status=all&order=article&claim={claims['paid'].id}")  # the one that Ana has open
    expect(other.locator(".sign:not(.open)")).to_have_count(0)
    other.keyboard.press("a")
    told(other, "Accepted")
    assert [(d.reviewer, d.claim) for d in log()][-1] == ("Bo", claims["paid"].id)

    # After a new run that says something else, the decision is stale and the difference is shown.
    rerun(amount="50000000")
    looks()
    page.goto(f"{served.origin}/?status=stale")
    expect(page.get_by_text("What has changed since you accepted it")).to_be_visible()
    expect(page.locator(".changes del")).to_contain_text("EUR 40,000,000")
    expect(page.locator(".changes ins")).to_contain_text("EUR 50,000,000")


def test_a_review_by_keyboard_alone(served, visit, log, shows, told):
    page = visit(served.address, "")
    press = page.keyboard.press
    page.keyboard.type("Ana")
    press("Enter")
    page.wait_for_url(lambda url: "reviewer" not in url)

    # Search, then the list in the order of the articles.
    press("/")
    page.keyboard.type("mini")
    press("Enter")
    page.wait_for_url("**/?text=mini*")
    press("f")
    press("Tab")
    press("a")
    page.wait_for_url("**order=article*")
    assert shows(page) == "paid"
    press("Escape")
    press("/")
    press("Control+a")
    press("Delete")
    press("Enter")
    page.wait_for_url(lambda url: "text" not in url)
    press("Escape")

    press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press("Escape")
    press("j")
    expect(page.locator("#rows a").nth(1)).to_have_attribute("aria-current", "true")
    press("k")
    expect(page.locator("#rows a").nth(0)).to_have_attribute("aria-current", "true")

    press("a")
    told(page, "Accepted")
    press("2")  # the second candidate
    told(page, "Corrected")
    press("r")
    press("Shift+Digit1")
    press("7")
    told(page, "Rejected")

    # Correct: the role, other words for it, and the modality.
    assert shows(page) == "knows"
    press("c")
    page.wait_for_selector("#edit")
    page.keyboard.type("theme")
    press("Tab")
    press("Enter")
    expect(page.locator("#picking")).to_contain_text("Select the words: theme.")
    assert page.evaluate("getSelection().toString()") == "Nobody"
    press("ArrowRight")
    press("ArrowRight")
    press("Shift+ArrowRight")
    assert page.evaluate("getSelection().toString()") == "who asked"
    press("ArrowUp")
    press("ArrowDown")
    press("Escape")
    press("Enter")
    for _ in range(4):
        press("ArrowRight")
    press("Enter")
    expect(page.locator("#edit .argument .span")).to_have_text("for")
    press("Control+Enter")
    told(page, "Corrected")

    assert shows(page) == "rejected"
    press("s")
    told(page, "Skipped")
    press("m")
    page.keyboard.type("ask the desk")
    press("Control+Enter")
    told(page, "Note saved")
    expect(page.locator(".notes")).to_have_text("ask the desk")

    # Add a claim: its predicate, then an argument.
    press("n")
    expect(page.locator("#picking")).to_be_visible()
    press("ArrowRight")
    press("Enter")
    press("Enter")
    expect(page.locator("#picking")).to_contain_text("agent")
    press("ArrowLeft")
    press("Enter")
    press("Control+Enter")
    told(page, "Added")

    press("u")
    told(page, "Taken back: added")
    kinds = [(decision.decision, decision.reasons) for decision in log()]
    assert kinds == [
        ("accepted", ()),
        ("corrected", ("wrongly_unresolved",)),
        ("rejected", ("wrong_predicate", "not_a_claim")),
        ("corrected", ("wrong_argument",)),
        ("skipped", ()),
        ("noted", ()),
        ("added", ()),
        ("withdrawn", ()),
    ]


def test_what_was_typed_is_not_lost_by_a_slip(served, visit, log):
    page = visit(served.address)
    asked = []
    answers = iter([False, True])
    page.on(
        "dialog", lambda dialog: (asked.append(dialog.message), (next(answers) and dialog.accept()) or dialog.dismiss())
    )
    page.keyboard.press("c")
    page.get_by_label("lemma").fill("purchase")
    page.keyboard.press("Escape")
    expect(page.get_by_label("lemma")).to_have_value("purchase")
    page.locator("#text a").first.click()
    assert len(asked) == 2
    assert log() == []


def test_a_key_that_is_held_down_decides_once(served, visit, log, told):
    page = visit(served.address)
    page.keyboard.down("a")
    told(page, "Accepted")
    for _ in range(3):
        page.keyboard.down("a")  # what a keyboard sends on and on
    page.keyboard.up("a")
    page.keyboard.press("s")
    told(page, "Skipped")
    assert [decision.decision for decision in log()] == ["accepted", "skipped"]


def test_a_claim_is_added_to_an_article_that_has_none(out, making, served, visit, log, looks, told):
    text = "Notice\n\nThe harbour closed on Monday."
    article = Article(id="https://wire.test/1", source="wire.jsonl", text=text, title="Notice")
    making.run(out, [*making.articles(), (article, [])])
    looks()
    page = visit(served.address)
    page.get_by_label("Show").select_option("articles without a claim")
    page.wait_for_url("**status=bare*")
    expect(page.locator("#claim")).to_have_text("No claim was found in this article.")
    for key in "arcsm":  # there is nothing to decide
        page.keyboard.press(key)
    page.keyboard.press("n")
    expect(page.locator("#picking")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Predicate: select")).to_have_text("closed")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    told(page, "Added")
    (added,) = log()
    assert (added.decision, added.seen.article.id, added.seen.predicate.text) == ("added", article.id, "closed")
    expect(page.locator("#rows a[aria-current]")).to_contain_text("closed")
    page.keyboard.press("u")
    told(page, "Taken back: added")


def test_a_key_of_the_page_is_a_letter_in_a_field(served, visit, log):
    page = visit(served.address)
    page.keyboard.press("m")
    page.keyboard.type("a r s u 1")
    expect(page.get_by_label("Note for this claim")).to_have_value("a r s u 1")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_label("Single keys act").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert log() == []
