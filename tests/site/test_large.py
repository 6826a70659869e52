"""Lists of a large site are shown in parts: no page grows with the site."""

from dataclasses import replace

from digest.library import outline_of
from digest.model import Concept, ConceptUse, Digest, Index
from digest.site import Press, SiteInfo, catalogue_of, environment, shared_pages
from tests.shown import Shelf, pages


def many(tea: Digest, count: int) -> tuple[Digest, ...]:
    named = (replace(tea, document=replace(tea.document, slug=f"tea-{at}", path=f"t{at}.md")) for at in range(count))
    return tuple(replace(one, threads=(), key_points=()) for one in named)


def quiet(site: SiteInfo) -> SiteInfo:
    return replace(site, settings=replace(site.settings, exports="none"))


def test_a_long_list_of_debates_is_shown_in_pages_that_lead_to_each_other(tea: Digest, site: SiteInfo) -> None:
    made = {page.path: page.text for page in pages(Shelf(many(tea, 101), (), {}), site=quiet(site))}
    first, second = made["debates/index.md"], made["debates-2.md"]
    assert "[Older debates](../debates-2.md)" in first
    assert "(tea-99/index.md)" in first
    assert "debates/tea-99/index.md" not in second
    assert "(debates/tea-100/index.md)" in second
    assert "[Newer debates](debates/index.md)" in second
    assert "debates-3.md" not in made


def test_a_concept_shows_the_words_of_the_first_debates_and_leads_to_all(tea: Digest, site: SiteInfo) -> None:
    digests = many(tea, 60)
    phrase = tea.keyphrases[0]
    uses = tuple(ConceptUse(one.document.slug, phrase) for one in digests)
    concept = Concept("milk-first", phrase.text, phrase.key, phrase.variants, uses)
    made = {page.path: page.text for page in pages(Shelf(digests, (concept,), {}), site=quiet(site))}
    page = made["concepts/milk-first.md"]
    assert "In 60 debates" in page
    assert page.count("<strong>Milk first</strong>") == 50
    assert all(f"](../debates/tea-{at}/index.md)" in page for at in range(60))


def test_a_long_list_of_concepts_is_shown_in_pages_that_each_lead_to_all(tea: Digest, site: SiteInfo) -> None:
    phrase = tea.keyphrases[0]
    use = ConceptUse(tea.document.slug, phrase)
    concepts = tuple(
        Concept(f"{letter}-{at}", f"{letter} {at:03}", f"{letter} {at}", (f"{letter} {at}",), (use,))
        for letter in "ab"
        for at in range(501 if letter == "a" else 3)
    )
    index = Index((outline_of(tea),), concepts, {}, {})
    press = Press(replace(site, url=""), environment(()))  # no address, so no feed
    catalogue = catalogue_of(index, cards=(), showing={}.__getitem__, press=press)
    made = {page.path: page.text for page in shared_pages(catalogue)}
    first, second = str(made["concepts/index.md"]), str(made["concepts-2.md"])
    assert "**a 000 – a 499**" in first
    assert "[a 500 – b 002](../concepts-2.md)" in first
    assert "[a 000 – a 499](concepts/index.md)" in second
    assert "(a-499.md)" in first
    assert "(concepts/a-500.md)" in second
    assert "## By weight" not in second
    assert "### B" in second
    assert "### B" not in first
    assert "concepts-3.md" not in made
