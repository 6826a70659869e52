"""The reading aids, as a reader uses them."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DEBATE, TRANSCRIPT = "debates/nuclear-power/", "debates/nuclear-power/transcript/"
SHOWN = ".dg-post:not(.dg-filtered, .dg-folded)"


def open_filter(page: Page) -> None:
    page.get_by_role("button", name="Filter and sort").click()


def test_a_transcript_is_filtered_by_person_and_the_choice_can_be_shared(page: Page) -> None:
    page.goto(TRANSCRIPT)
    open_filter(page)
    page.get_by_label("Person").select_option("ivo")
    assert set(page.locator(SHOWN).evaluate_all("all => all.map(a => a.dataset.person)")) == {"ivo"}
    assert "person=ivo" in page.url
    page.reload()
    assert set(page.locator(SHOWN).evaluate_all("all => all.map(a => a.dataset.person)")) == {"ivo"}
    expect(page.locator(".dg-tools output")).to_contain_text("comments")


def test_a_transcript_is_filtered_by_side_by_thread_and_by_dispute(page: Page) -> None:
    page.goto(TRANSCRIPT)
    open_filter(page)
    all_of_them = page.locator(SHOWN).count()
    page.get_by_label("Side").select_option("attack")
    assert set(page.locator(SHOWN).evaluate_all("all => all.map(a => a.dataset.side)")) == {"attack"}
    page.get_by_label("Side").select_option("disputed")
    assert all(page.locator(SHOWN).evaluate_all("all => all.map(a => a.dataset.disputed > 0)"))
    page.get_by_label("Side").select_option("")
    thread = page.get_by_label("Thread").locator("option").nth(1).get_attribute("value") or ""
    page.get_by_label("Thread").select_option(thread)
    assert 0 < page.locator(SHOWN).count() < all_of_them
    for text in page.locator(f"{SHOWN} .dg-after").all_text_contents():  # even where it is not painted yet
        assert thread in text


def test_a_transcript_is_sorted_by_dispute_and_by_date_and_back(page: Page) -> None:
    page.goto("debates/remote-work/transcript/")
    ids = "all => all.map(a => a.querySelector('h3').id)"
    before = page.locator(".dg-post").evaluate_all(ids)
    open_filter(page)
    page.get_by_label("Order").select_option("disputed")
    disputed = page.locator(".dg-post").evaluate_all("all => all.map(a => Number(a.dataset.disputed || 0))")
    assert disputed == sorted(disputed, reverse=True)
    assert disputed[0] > 0
    page.get_by_label("Order").select_option("newest")
    dates = page.locator(".dg-post").evaluate_all("all => all.map(a => a.dataset.when || '')")
    assert dates == sorted(dates, reverse=True)
    assert "order=newest" in page.url
    page.get_by_label("Order").select_option("")
    assert page.locator(".dg-post").evaluate_all(ids) == before


def test_replies_are_folded_away_and_a_link_into_them_unfolds_them(page: Page) -> None:
    page.goto(TRANSCRIPT)
    post = page.locator(".dg-post", has=page.locator(".dg-fold")).first
    name = post.locator(".dg-fold").inner_text()
    count = int(re.search(r"\d+", name)[0])  # type: ignore[index]
    before = page.locator(SHOWN).count()
    post.locator(".dg-fold").click()
    expect(post.locator(".dg-fold")).to_have_attribute("aria-expanded", "false")
    assert page.locator(SHOWN).count() == before - count
    hidden = page.locator(".dg-folded h3").first.get_attribute("id")
    page.evaluate(f"location.hash = '{hidden}'")
    expect(page.locator(f"[id='{hidden}']")).to_be_visible()
    page.get_by_role("button", name="Hide replies").click()
    depths = page.locator(SHOWN).evaluate_all("all => all.map(a => a.dataset.depth)")
    assert set(depths) == {"0"}
    page.get_by_role("button", name="Show replies").click()
    assert page.locator(SHOWN).count() == before


def test_a_quote_is_shown_in_its_context_while_it_is_pointed_at(page: Page) -> None:
    page.goto(TRANSCRIPT)
    link = page.locator("cite.dg-origin a").first
    link.scroll_into_view_if_needed()
    link.hover()
    preview = page.locator(".dg-preview")
    expect(preview).to_be_visible()
    expect(preview.locator("mark")).to_be_visible()
    assert preview.locator("mark").inner_text().strip() in page.locator(".dg-post blockquote").first.inner_text()
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)


def test_a_comment_on_another_page_is_shown_when_a_link_to_it_has_the_focus(page: Page) -> None:
    page.goto(DEBATE)
    link = page.locator(".dg-point .dg-meta a").first
    page.locator(".dg-point .dg-meta a").first.evaluate("a => a.focus({ focusVisible: true })")
    expect(page.locator(".dg-preview strong")).to_have_text(link.inner_text())
    expect(link).to_have_attribute("aria-describedby", "dg-preview")


def test_keys_walk_through_the_comments_and_to_standing_objections(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(TRANSCRIPT)
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.querySelector('h3').id")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.querySelector('h3').id") != second
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.hasAttribute('data-objects')")


def test_the_help_tells_the_keys_and_can_switch_them_off(page: Page) -> None:
    page.goto(TRANSCRIPT)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    assert {"j", "k", "o", "r", "c", "?"} <= set(dialog.locator("kbd").all_inner_texts())
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body || !document.activeElement.matches('.dg-post')")
    page.keyboard.press("s")
    expect(page.locator(".md-search__form")).not_to_be_focused()


def test_the_link_to_a_comment_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(TRANSCRIPT)
    page.locator(".dg-post .headerlink").nth(1).click()
    expect(page.locator(".dg-note")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_reader_who_comes_back_is_offered_the_place(page: Page) -> None:
    page.goto(TRANSCRIPT)
    place = page.locator(".dg-post h3").nth(20)
    place.scroll_into_view_if_needed()
    page.mouse.wheel(0, 30)
    page.wait_for_timeout(1000)  # it is written down when the reader has come to rest
    page.goto("./")
    page.goto(TRANSCRIPT)
    offered = page.locator(".dg-place a")
    expect(offered).to_be_visible()
    offered.click()
    assert "#post-" in page.url
    assert page.evaluate("scrollY") > 500


def test_a_link_into_a_closed_topic_opens_it(page: Page) -> None:
    page.goto(DEBATE)
    topic = page.locator("details.dg-topic").nth(1)
    expect(topic).not_to_have_attribute("open", "")
    inside = topic.locator("h3").first
    expect(inside).to_be_hidden()
    anchor = inside.get_attribute("id")
    page.evaluate("anchor => { location.hash = anchor }", anchor)
    expect(inside).to_be_visible()


def test_an_address_with_a_broken_fragment_breaks_nothing(page: Page) -> None:
    page.goto(f"{DEBATE}#%")
    expect(page.locator("h1")).to_be_visible()


def test_cards_are_sorted_and_the_address_keeps_the_order(page: Page) -> None:
    page.goto("./")
    sizes = "all => all.map(one => Number(one.dataset.size))"
    page.get_by_label("Order of the debates").select_option("largest")
    shown = page.locator(".dg-card").evaluate_all(sizes)
    assert shown == sorted(shown, reverse=True)
    assert "order=largest" in page.url
    page.reload()
    assert page.locator(".dg-card").evaluate_all(sizes) == shown


@pytest.mark.parametrize("anchor", ["%", "%zz", "100%", "%E0%A4%A", "a b", "\\"])
def test_an_address_that_ends_in_anything_breaks_nothing(page: Page, anchor: str) -> None:
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    for path in (DEBATE, TRANSCRIPT):
        page.goto(f"{path}#{anchor}")
        page.evaluate("anchor => { location.hash = anchor + '%'; }", anchor)
        expect(page.locator("h1")).to_be_visible()
        page.wait_for_function("window.digest !== undefined")
    open_filter(page)
    assert page.locator(SHOWN).count() > 0
    assert broken == []


def test_a_map_is_made_larger_and_smaller_and_its_nodes_are_reached_by_keyboard(page: Page) -> None:
    page.goto(DEBATE)
    for href in page.locator("article h3 a:not(.headerlink)").evaluate_all("all => all.map(a => a.href)"):
        page.goto(href)
        if page.locator(".dg-boxes").count():
            break
    tree = page.locator(".dg-boxes")
    before = tree.bounding_box()
    page.get_by_role("button", name="Larger").click()
    after = tree.bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"]
    page.get_by_role("button", name="Original size").click()
    node = tree.locator("a").nth(1)
    node.focus()
    page.keyboard.press("Enter")
    expect(page.locator(page.evaluate("`[id='${location.hash.slice(1)}']`"))).to_be_visible()
