"""How many people make a key point and dispute it, counted by hand."""

from digest.analysis.points import with_voices
from digest.model import Claim, Document, KeyPoint, Post, Relation

POINT = KeyPoint("one", "for", ("p0", "p1"), ("c0", "c1"), post="p0", start=0, end=3)


def counted(authors, *relations, score=None):
    posts = tuple(Post(f"p{at}", "one two three four", author=author, score=score) for at, author in enumerate(authors))
    claims = tuple(Claim(f"c{at}", f"p{at}", 0, 3, "one", "claim", 0.9) for at in range(len(posts)))
    document = Document("x", "x", "A tram", "markdown", posts)
    (found,) = with_voices([POINT], document=document, claims=claims, relations=relations)
    return found


def relation(source, target="c0", kind="attack"):
    return Relation(f"c{source}", target, kind, 0.9, "but")


def test_a_point_that_nobody_attacks_is_not_disputed():
    got = counted(["ann", "ben", "cid"])
    assert (got.people, got.disputed) == (2, 0)


def test_people_count_once_however_often_they_write():
    assert counted(["ann", "ann", "cid"]).people == 1
    assert counted(["ann", "ben", "cid", "cid"], relation(2), relation(3, "c1")).disputed == 1


def test_posts_without_an_author_count_as_one_person_each():
    got = counted([None, None, None, None], relation(2), relation(3))
    assert (got.people, got.disputed) == (2, 2)


def test_who_supports_as_much_as_they_attack_disputes_nothing():
    assert counted(["ann", "ben", "cid", "cid"], relation(2), relation(3, kind="support")).disputed == 0


def test_who_makes_a_point_does_not_dispute_it():
    assert counted(["ann", "ben", "ann"], relation(2)).disputed == 0


def test_the_votes_are_those_of_the_post_whose_words_are_shown():
    assert counted(["ann", "ben"], score=12).score == 12
