"""Whether the page can be read and used: contrast, names, landmarks, focus, and the width of a phone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
# Controls without a name that a screen reader could say.
NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0']")]
    .filter((element) => element.checkVisibility())
    .filter((element) => !(element.ariaLabel || element.getAttribute("aria-labelledby") || element.textContent.trim()
        || element.labels?.length || element.title))
    .map((element) => element.outerHTML.slice(0, 120))"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_contrast_is_at_least_4_5(served, visit):
    page = visit(served.address)

    def check(where: str) -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate(CONTRAST)
            assert found["counted"] > 20, (where, scheme)
            assert found["failures"] == [], (where, scheme)

    check("the claim")
    page.get_by_text("Filters", exact=True).click()
    page.keyboard.press("Escape")
    page.locator("#claim").focus()
    page.keyboard.press("r")
    check("reasons and filters")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.wait_for_selector("#edit")
    page.get_by_label("lemma").fill("")
    page.get_by_role("button", name="Argument: select").first.click()
    check("the form while words are selected")
    page.keyboard.press("Escape")
    page.locator("#edit").get_by_label("Certainty").select_option("possible")
    page.keyboard.press("Control+Enter")
    page.locator("#live", has_text="Corrected").wait_for()
    page.goto(f"{served.origin}/?status=corrected")
    check("a corrected claim")
    page.keyboard.press("?")
    check("the help")


def test_the_theme_can_be_turned_and_stays(served, visit):
    page = visit(served.address, color_scheme="light")
    paper = "getComputedStyle(document.body.parentElement).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Light/dark").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark


def test_everything_has_a_name_and_a_place(served, visit):
    page = visit(served.address)
    page.get_by_text("Filters", exact=True).click()
    assert page.evaluate(NAMELESS) == []
    for role, name in (
        ("banner", None), ("main", "Claim"), ("navigation", "Claims"), ("navigation", "Pages"), ("search", "Filters"),
        ("region", "Article"), ("group", "Decide"), ("table", "What the claim says, field by field"),
    ):  # fmt: skip
        expect(page.get_by_role(role, name=name, exact=True)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("#claim").focus()
    page.keyboard.press("c")
    page.wait_for_selector("#edit")
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate("document.activeElement.closest('#edit') !== null")
    expect(
        page.get_by_role("button", name="Argument: select its words in the article, now It", exact=True)
    ).to_be_visible()


def test_the_focus_goes_where_the_eye_goes(served, visit):
    page = visit(served.address)
    page.locator(".skip-link").focus()
    expect(page.locator(":focus")).to_have_text("Skip to the claim")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate("document.activeElement.closest('header, #list, main, #article')?.id ?? ''")
        if not seen or seen[-1] != place:
            seen.append(place)
        if place == "article":
            break
    assert seen == ["", "list", "main", "article"]


def test_a_decision_is_told_and_the_next_claim_has_the_focus(served, visit):
    page = visit(served.address)
    page.keyboard.press("a")
    expect(page.get_by_role("status").filter(has_text="Accepted")).to_be_attached()
    expect(page.locator("#claim")).to_be_focused()


def test_everything_fits_at_every_width(served, visit):
    page = visit(served.address)
    for width in (1440, 1024, 900, 700, 390, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for what in (".session", ".whole"):
            expect(page.locator(what)).to_be_in_viewport(ratio=1)
        for button in page.locator(".buttons button").all():
            expect(button).to_be_in_viewport(ratio=1)
        page.keyboard.press("c")
        page.wait_for_selector("#edit")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        fields = [field.bounding_box() for field in page.locator("#edit .span").all()]
        assert max(box["height"] for box in fields) < 60, (width, fields)  # two lines of text at most
        page.keyboard.press("Escape")


def test_an_argument_is_one_line_of_the_form_on_a_laptop(served, visit):
    page = visit(served.address)
    page.goto(f"{served.origin}/?fact=payment")
    page.keyboard.press("c")
    page.wait_for_selector("#edit")
    for width in (1440, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        lines = page.locator("#edit .argument").all()
        assert len(lines) == 3
        for line in lines:
            boxes = [part.bounding_box() for part in line.locator("button, input:visible, select:visible").all()]
            assert len(boxes) == 6
            assert max(box["y"] for box in boxes) < min(box["y"] + box["height"] for box in boxes), width
    expect(page.locator("#list")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#list")).to_be_visible()


def test_a_review_on_a_phone(served, visit, log, told):
    page = visit(served.address, **PHONE)
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)
    page.get_by_role("button", name="Accept").tap()
    told(page, "Accepted")
    page.get_by_role("button", name="List").tap()
    expect(page.locator("#list")).to_be_visible()
    page.locator("#rows a").nth(2).tap()
    expect(page.locator("#list")).to_be_hidden()
    page.get_by_role("button", name="Correct").tap()
    assert page.evaluate(wide)
    page.get_by_role("button", name="Argument: select").first.tap()
    page.get_by_role("button", name="Take").tap()
    page.locator("#edit").get_by_label("Modality").select_option("planned")
    page.get_by_role("button", name="Save correction").tap()
    told(page, "Corrected")
    assert [decision.decision for decision in log()] == ["accepted", "corrected"]
    boxes = [box.bounding_box() for box in page.locator(".buttons button").all()]
    assert all(box["height"] >= 24 and box["width"] >= 24 for box in boxes)


def test_filters_that_were_closed_stay_closed(served, visit):
    page = visit(served.address)
    page.goto(f"{served.origin}/?fact=payment")
    summary = page.locator("#more > summary")
    expect(page.get_by_label("Fact type")).to_be_visible()
    summary.click()
    expect(page.get_by_label("Fact type")).to_be_hidden()
    page.get_by_label("Order").select_option("article")
    page.wait_for_url("**order=article**")
    expect(summary).to_have_text("Filters 1")
    expect(page.get_by_label("Fact type")).to_be_hidden()
    summary.click()
    page.reload()
    expect(page.get_by_label("Fact type")).to_be_visible()
