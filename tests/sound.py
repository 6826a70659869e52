"""What is true of every digest, whatever it was made from and whoever corrected it."""

from digest.model import TITLE, Digest
from digest.model.contract import to_json


def check(digest: Digest) -> None:
    """Fails where a digest names something that does not exist, or where words are not those of their post."""
    _posts(digest)
    _arguments(digest)
    texts = {post.id: post.text for post in digest.document.posts}
    assert set(digest.stances) <= set(texts)
    for phrase in digest.keyphrases:
        for use in phrase.occurrences:
            assert 0 <= use.start < use.end <= len(texts[use.post])
    for quote in digest.quotes:
        assert quote.post in texts
        assert quote.source is None or quote.source in texts
        assert quote.source != quote.post, "nobody quotes their own post"
    _published(digest)


def _posts(digest: Digest) -> None:
    """Parents come before their replies, and blocks and marks lie within the text."""
    seen: set[str] = set()
    for post in digest.document.posts:
        assert post.id not in seen
        assert post.parent is None or post.parent in seen, "a parent comes before its reply"
        assert 0 <= post.parent_confidence <= 1
        seen.add(post.id)
        for part in (*post.blocks, *post.marks):
            assert 0 <= part.start < part.end <= len(post.text)
            assert post.text[part.start : part.end].strip()


def _arguments(digest: Digest) -> None:
    """Claims are verbatim; relations, threads and points are made of claims and posts that exist."""
    texts = {post.id: post.text for post in digest.document.posts}
    claims = {claim.id: claim for claim in digest.claims}
    assert len(claims) == len(digest.claims)
    for claim in digest.claims:
        assert texts[claim.post][claim.start : claim.end] == claim.text
    for relation in digest.relations:
        assert relation.source in claims
        assert relation.target in claims or relation.target == TITLE
        assert relation.cue
    for thread in digest.threads:
        assert thread.title
        assert thread.lead == thread.claims[0]
        assert set(thread.claims) <= set(claims)
        assert set(thread.posts) == {claims[name].post for name in thread.claims}
    assert len({thread.id for thread in digest.threads}) == len(digest.threads)
    assert len({point.id for point in digest.key_points}) == len(digest.key_points)
    for point in digest.key_points:
        assert set(point.claims) <= set(claims)
        assert set(point.posts) <= set(texts)


def _published(digest: Digest) -> None:
    """The JSON form agrees with the digest; places in quoted posts exist."""
    shown = to_json(digest)
    texts = {post["id"]: post["text"] for post in shown["posts"]}
    assert texts == {post.id: post.text for post in digest.document.posts}
    claims = {claim["id"] for claim in shown["claims"]}
    for claim in shown["claims"]:
        assert texts[claim["post"]][claim["start"] : claim["end"]] == claim["text"]
    for relation in shown["relations"]:
        assert relation["source"] in claims
        assert relation["target"] in claims or relation["target"] == TITLE
    for post in shown["posts"]:
        for quote in post["quotes"]:
            if quote["post"] is not None:
                assert quote["post"] != post["id"]
                assert 0 <= quote["start"] < quote["end"] <= len(texts[quote["post"]])


def check_words(digest: Digest) -> None:
    """Key points and keyphrases are somebody's very words, as they are until an editor rewords them."""
    texts = {post.id: post.text for post in digest.document.posts}
    for point in digest.key_points:
        assert any(point.text in texts[post] for post in point.posts)
    for phrase in digest.keyphrases:
        for use in phrase.occurrences:
            assert " ".join(texts[use.post][use.start : use.end].split()) in phrase.variants
