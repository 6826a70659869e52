"""Where a reader finds each post of a debate."""

from digest.model import Digest, Document, Post
from digest.site.debate import debate_of


def test_a_guess_sets_a_post_in_only_where_it_is_likely_and_no_other_reply_follows() -> None:
    def told(name: str, parent: str | None, confidence: float = 1.0) -> Post:
        return Post(name, name, parent=parent, parent_confidence=confidence)

    posts = (
        told("a", None),
        told("unlikely, but one follows", "a", 0.3),
        told("below it", "unlikely, but one follows", 0.3),
        told("sure", "a"),
        told("likely", "sure", 0.6),
        told("unlikely", "likely", 0.4),
        told("said", "unlikely"),
    )
    digest = Digest(Document("x.txt", "x", "X", "transcript", posts), (), (), (), {}, (), (), ())
    depths = {place.post.id: place.depth for place in debate_of(digest).places.values()}
    assert depths == {
        "a": 0,
        "unlikely, but one follows": 1,
        "below it": 1,
        "sure": 1,
        "likely": 2,
        "unlikely": 2,
        "said": 3,
    }
