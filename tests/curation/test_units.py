"""Roles and relations are as they are set, and all that follows is judged again."""

from collections.abc import Callable

from digest.model import Claim, Digest, Relation
from digest.recipe import Curated

Apply = Callable[[str], Curated]


def claim(done: Curated, words: str) -> Claim | None:
    return next((one for one in done.digest.claims if words in one.text), None)


def between(digest: Digest, source: Claim, target: Claim | str) -> list[Relation]:
    name = target if isinstance(target, str) else target.id
    return [one for one in digest.relations if (one.source, one.target) == (source.id, name)]


def found(done: Curated, words: str) -> Claim:
    one = claim(done, words)
    assert one is not None, words
    return one


def test_a_role_is_set_and_a_claim_that_is_none_is_gone_with_its_relations(corrected: Apply) -> None:
    before = corrected("")
    gone = found(before, "The air on it is worse")
    done = corrected(
        'roles:\n  - claim: "children walk to school there every morning"\n    role: claim\n'
        '  - claim: "The air on it is worse"\n    role: neither\n'
    )
    assert done.faults == ()
    walk = found(done, "children walk")
    assert (walk.role, walk.confidence, walk.post) == ("claim", 1.0, "a1")
    assert claim(done, "The air on it is worse") is None
    assert all(gone.id not in (one.source, one.target) for one in done.digest.relations)
    assert all(gone.id not in one.claims for one in (*done.digest.threads, *done.digest.key_points))


def test_words_that_argued_nothing_become_a_claim_verbatim(corrected: Apply) -> None:
    assert claim(corrected(""), "Exactly") is None
    done = corrected("roles:\n  - claim: exactly\n    role: claim\n")
    one = found(done, "Exactly.")
    assert one.text == "Exactly."
    assert next(post for post in done.digest.document.posts if post.id == "b2").text[one.start : one.end] == one.text


def test_an_attack_that_is_set_changes_what_stands(corrected: Apply) -> None:
    text = (
        "relations:\n"
        '  - source: "a bakery cannot wait until noon"\n'
        '    target: "it would cost the town almost nothing"\n'
        "    type: attack\n"
    )
    before, done = corrected(""), corrected(text)
    assert done.faults == ()
    source, target = found(done, "a bakery cannot"), found(done, "it would cost the town")
    (arrow,) = between(done.digest, source, target)
    assert (arrow.type, arrow.confidence, arrow.cue, arrow.undercut) == ("attack", 1.0, "set by the editor", False)
    assert found(before, "it would cost the town").standing == "stands"
    assert target.standing == "defeated"


def test_a_relation_that_is_taken_away_no_longer_defeats(corrected: Apply) -> None:
    before = corrected("")
    attacks = [one for one in before.digest.relations if one.type == "attack" and one.target != "title"]
    assert attacks, "the debate has attacks"
    one = attacks[0]
    done = corrected(f"relations:\n  - source: {one.source!r}\n    target: {one.target!r}\n    type: none\n")
    assert done.faults == ()
    assert (one.source, one.target) not in [(other.source, other.target) for other in done.digest.relations]
    assert len(done.digest.relations) == len(before.digest.relations) - 1


def test_a_relation_is_retyped_and_its_post_changes_sides(corrected: Apply) -> None:
    text = "relations:\n  - source: {post: c1, text: A closed street would make the air better}\n    target: title\n"
    for kind in ("attack", "support"):
        done = corrected(f"{text}    type: {kind}\n")
        (arrow,) = between(done.digest, found(done, "A closed street would make"), "title")
        assert arrow.type == kind


def test_of_an_undercut_the_claim_itself_stays(corrected: Apply) -> None:
    text = (
        'relations:\n  - source: "a bakery cannot wait until noon"\n'
        '    target: "it would cost the town almost nothing"\n    type: attack\n    undercut: true\n'
    )
    assert found(corrected(text), "it would cost the town").standing == "stands"


def test_what_cannot_be_related_is_told(corrected: Apply) -> None:
    done = corrected(
        'relations:\n  - source: "Exactly"\n    target: title\n    type: attack\n'
        '  - source: "cost the town almost nothing"\n    target: "cost the town almost nothing"\n    type: support\n'
        '  - source: "cost the town almost nothing"\n    target: "a bakery cannot wait"\n    type: none\n'
        "roles:\n  - claim: closed\n    role: claim\n"
    )
    assert [fault.line for fault in done.faults] == [2, 5, 8, 12]
    assert "cannot relate to itself" in str(done.faults[1])
    assert "has no relation to" in str(done.faults[2])
    assert "claims match:" in str(done.faults[3])
    assert done.digest == corrected("").digest
