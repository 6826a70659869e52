"""What connects the pages of a site: tags and concepts without saying a thing twice, threads argued elsewhere."""

from dataclasses import replace

from digest.model import ArgumentThread, Claim, Digest, Document, Keyphrase, KeyPoint, Occurrence, Post
from digest.settings import Settings
from digest.site import Page, SiteInfo
from tests.shown import gather, pages

SITE = SiteInfo("S", "https://example.org/")


def debate(slug: str, *phrases: str, tags: tuple[str, ...] = ()) -> Digest:
    text = "; ".join(phrases)
    found = tuple(
        Keyphrase(one, one, (one,), 9.0 - at, (Occurrence("a", text.index(one), text.index(one) + len(one)),) * 3)
        for at, one in enumerate(phrases)
    )
    claims = tuple(Claim(f"c{at}", "a", 0, len(text), text, "claim", 0.9) for at in range(3))
    point = KeyPoint(text, "neither", ("a",), ("c0",), "k", post="a", start=0, end=len(text))
    thread = ArgumentThread(f"{slug}-t", f"On {slug}", "c", ("c",) * 4, ("a",), phrases[:2])
    document = Document(f"{slug}.md", slug, slug.title(), "markdown", (Post("a", text),), tags=tags)
    return Digest(document, (), claims, (), {}, (thread,), (point,), found)


def made(*digests: Digest, keyphrases: int = 10) -> dict[str, Page]:
    settings = Settings(keyphrases=keyphrases, exports="none")  # an export would ask for the claims of the threads
    library = gather(digests, settings=settings)
    return {page.path: page for page in pages(library, site=replace(SITE, settings=settings))}


def test_a_tag_that_is_a_concept_is_shown_as_the_concept_only() -> None:
    site = made(
        debate("a", "tram line", "bus", tags=("Tram line", "cities")),
        debate("b", "tram line", "car"),
        debate("c", "ferry fare", tags=("tram line",)),
    )
    assert 'tags: ["cities"]' in site["debates/a/index.md"].text
    shown = site["debates/a/index.md"].text.partition("## Related")[0]
    assert shown.count("concepts/tram-line.md)") == 1
    assert "tags:" not in site["debates/c/index.md"].text
    assert "[tram line](../../concepts/tram-line.md)" in site["debates/c/index.md"].text


def test_a_thread_says_where_else_the_same_is_argued_and_why() -> None:
    site = made(debate("a", "tram line", "bus lane"), debate("b", "tram line", "night ferry"))
    (path,) = [one for one in site if one.startswith("debates/a/on-a-")]
    (other,) = [one for one in site if one.startswith("debates/b/on-b-")]
    assert f"[On b](../{other.removeprefix('debates/')}) · *B*" in site[path].text
    assert "both argue about [tram line](../../concepts/tram-line.md)" in site[path].text


def test_a_phrase_that_half_the_site_has_stands_last_among_those_shown() -> None:
    many = [debate(f"d{at}", "open source", f"own matter {at}") for at in range(8)]
    shown = made(*many, keyphrases=2)["debates/d0/index.md"].text.partition("## Keyphrases")[2]
    assert shown.index("own matter 0") < shown.index("open source")
