"""Lists of a large site are shown in parts: no page grows with the site."""

from dataclasses import replace

from digest.model import Concept, ConceptUse, Digest, Library
from digest.site import SiteInfo, pages


def many(tea: Digest, count: int) -> tuple[Digest, ...]:
    named = (replace(tea, document=replace(tea.document, slug=f"tea-{at}", path=f"t{at}.md")) for at in range(count))
    return tuple(replace(one, threads=(), key_points=()) for one in named)


def quiet(site: SiteInfo) -> SiteInfo:
    return replace(site, settings=replace(site.settings, exports=False))


def test_a_long_list_of_debates_is_shown_in_pages_that_lead_to_each_other(tea: Digest, site: SiteInfo) -> None:
    made = {page.path: page.text for page in pages(Library(many(tea, 101), (), {}), site=quiet(site))}
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
    made = {page.path: page.text for page in pages(Library(digests, (concept,), {}), site=quiet(site))}
    page = made["concepts/milk-first.md"]
    assert "60 debates turn on this" in page
    assert page.count("<strong>") == 50 * len(phrase.occurrences)
    assert all(f"](../debates/tea-{at}/index.md)" in page for at in range(60))
