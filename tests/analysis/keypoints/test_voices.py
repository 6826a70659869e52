"""Figures beside key points, counted by hand."""

from digest.analysis.keypoints.voices import controversy, coverage, sides_of_posts, voices
from digest.model import ArgumentThread, Claim, Digest, Document, KeyPoint, Post, Relation


def digest(authors, *, relations=(), threads=(), texts=None):
    posts = tuple(
        Post(f"p{at}", (texts or {}).get(at, "one two three four"), author=author) for at, author in enumerate(authors)
    )
    claims = tuple(Claim(f"c{at}", f"p{at}", 0, 3, "one", "claim", 0.9) for at in range(len(posts)))
    return Digest(
        Document("x", "x", "A tram", "markdown", posts), (), claims, tuple(relations), {}, tuple(threads), (), ()
    )


def against(source, target="c0", kind="attack"):
    return Relation(f"c{source}", target, kind, 0.9, "but")


POINT = KeyPoint("one", "support", ("p0", "p1"), ("c0", "c1"))


def test_a_point_that_nobody_disputes_has_no_controversy():
    got = controversy(POINT, digest=digest(["ann", "ben", "cid"]))
    assert (got.score, got.support, got.attack, got.unclear) == (0.0, 2, 0, 0)


def test_equal_sides_are_full_controversy():
    got = controversy(POINT, digest=digest(["ann", "ben", "cid", "dot"], relations=[against(2), against(3, "c1")]))
    assert (got.score, got.support, got.attack) == (1.0, 2, 2)


def test_people_count_once_however_often_they_write():
    got = controversy(POINT, digest=digest(["ann", "ben", "cid", "cid"], relations=[against(2), against(3)]))
    assert (got.support, got.attack, round(got.score, 2)) == (2, 1, 0.67)


def test_who_supports_and_attacks_alike_is_counted_apart():
    both = [against(2), against(3, kind="support")]
    got = controversy(POINT, digest=digest(["ann", "ben", "cid", "cid"], relations=both))
    assert (got.support, got.attack, got.unclear) == (2, 0, 1)


def test_voices_are_people_and_how_much_the_busiest_wrote():
    got = voices(["p0", "p1", "p2", "p3", "p4"], digest=digest(["ann", "ann", "ben", "cid", "dot"]))
    assert (got.people, got.posts, got.top) == (4, 5, 0.8)


def test_posts_without_a_name_are_a_person_each():
    assert voices(["p0", "p1"], digest=digest([None, None])).people == 2


def test_coverage_is_by_posts_and_words_and_names_the_largest_thread_left_out():
    small = ArgumentThread("t1", "small", "c2", ("c2",), ("p2",))
    large = ArgumentThread("t2", "large", "c3", ("c3",), ("p2", "p3"))
    whole = digest(["a", "b", "c", "d", "e"], threads=(small, large), texts={0: "one " * 12, 4: ""})
    got = coverage(whole, points=[POINT], threads=())
    assert (got.posts, round(got.words, 3), got.left_out) == (0.5, 0.667, large)
    assert coverage(whole, points=[POINT], threads=(large,)).left_out == small


def test_an_empty_debate_is_covered_by_nothing():
    got = coverage(digest([]), points=(), threads=())
    assert (got.posts, got.words, got.left_out) == (0.0, 0.0, None)


def test_sides_of_posts_reads_the_digest():
    assert sides_of_posts(digest(["ann"], relations=[Relation("c0", "title", "attack", 0.9, "no")])) == {"p0": "attack"}
