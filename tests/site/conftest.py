"""A small library made by hand, so that the pages are tested without the analysis."""

from datetime import UTC, datetime

import pytest

from digest.model import (
    ArgumentThread,
    Block,
    Claim,
    Concept,
    ConceptUse,
    Digest,
    Document,
    Keyphrase,
    KeyPoint,
    Mark,
    Objection,
    Occurrence,
    Position,
    Post,
    Proposition,
    Question,
    Quote,
    Related,
    Relation,
    Topic,
)
from digest.site import SiteInfo
from tests.shown import Shelf

SITE = SiteInfo("Debate digests", "https://example.org/", "What people argue about, digested.")


def blocks(text: str) -> tuple[Block, ...]:
    """One block a paragraph; quotes by their mark, list items a line."""
    found, at = [], 0
    for part in text.split("\n\n"):
        kind = "quote" if part.startswith(">") else "paragraph"
        lines = part.split("\n") if part.startswith("- ") else [part]
        start = at
        for line in lines:
            found.append(Block("list" if line.startswith("- ") else kind, start, start + len(line), 1))
            start += len(line) + 1
        at += len(part) + 2
    return tuple(found)


def post(identity: str, author: str | None, parent: str | None, text: str, **more: object) -> Post:
    return Post(identity, text, author=author, parent=parent, blocks=blocks(text), **more)


def claim(name: str, post: Post, words: str, role: str = "claim", standing: str = "stands") -> Claim:
    start = post.text.index(words)
    return Claim(name, post.id, start, start + len(words), words, role, 0.8, standing)


def tea() -> Digest:
    posts = (
        post("op", "Ines", None, "Our canteen pours the milk first. Milk first protects the cup, says the notice."),
        post(
            "a1",
            "Bo",
            "op",
            "Milk first scalds less. The proteins warm up slowly.\n\n"
            "See https://example.org/tea and *this* <b>note</b>.",
            date=datetime(2026, 3, 9, tzinfo=UTC),
            score=12,
        ),
        post("a2", "Cy", "a1", "> Milk first scalds less.\n\nNo. You cannot judge the strength with milk in the cup."),
        post("a3", "Bo", "a2", "You can: pour for as long as you always do.\n\n- same pot\n- same time"),
        post("<m.4@mail.example>", "Dee", "op", "Agreed, milk first saves the glaze of old cups."),
        post("a5", None, "a2", "", status="deleted"),
        post(
            "a6",
            "Eli",
            "a3",
            "Has anybody measured it?",
            parent_confidence=0.72,
            parent_cue="opens with a question about the post above",
        ),
    )
    op, a1, a2, a3, a4 = posts[:5]
    text = a1.text
    link = text.index("https://")
    posts = (op, _with_marks(a1, Mark("link", link, link + 23, "https://example.org/tea")), *posts[2:])
    claims = (
        claim("c1", a1, "Milk first scalds less.", standing="contested"),
        claim("c2", a1, "The proteins warm up slowly.", "premise"),
        claim("c3", a2, "You cannot judge the strength with milk in the cup.", standing="defeated"),
        claim("c4", a3, "You can: pour for as long as you always do."),
        claim("c5", a4, "milk first saves the glaze of old cups."),
    )
    relations = (
        Relation("c1", "title", "support", 0.7, "answers the question of the title"),
        Relation("c2", "c1", "support", 0.8, "reason follows its claim"),
        Relation("c3", "c1", "attack", 0.92, "quoted and denied"),
        Relation("c4", "c3", "attack", 0.66, "reply opens with a denial", undercut=True),
        Relation("c5", "title", "support", 0.6, "reply opens with agreement"),
    )
    return Digest(
        document=Document(
            "content/tea.md",
            "tea",
            "Should the milk go in first?",
            "markdown",
            posts,
            source="https://example.org/tea-thread",
            date=datetime(2026, 3, 9, tzinfo=UTC),
            tags=("kitchen",),
        ),
        quotes=(Quote("a2", 2, 25, "Milk first scalds less.", "post", "a1", 0, 23, 1.0),),
        claims=claims,
        relations=relations,
        proposition=Proposition("The milk should go in first."),
        positions={
            "op": Position("for", 0.9),
            "a1": Position("for", 0.8),
            "a2": Position("against", 0.8),
            "a3": Position("for", 0.7),
            "<m.4@mail.example>": Position("for", 0.9),
            "a6": Position("neither", 0.6),
        },
        objections=(Objection("c4", "c3", 0.66),),
        questions=(Question("a6", 0, 24, "Has anybody measured it?"),),
        stances={"a1": "support", "a2": "attack", "a3": "attack", "<m.4@mail.example>": "support"},
        topics=(
            Topic("5a5a5a5a", "Milk first", ("op", "a1", "a2", "a3"), ("k1", "k2"), ("3f2a99c0",)),
            Topic("6b6b6b6b", "Old cups", ("<m.4@mail.example>", "a6"), (), ("77aa01b2",)),
        ),
        threads=(
            ArgumentThread(
                "3f2a99c0",
                "Milk first scalds less",
                "c1",
                ("c1", "c2", "c3", "c4"),
                ("a1", "a2", "a3"),
                ("milk first",),
            ),
            ArgumentThread("77aa01b2", "Old cups and their glaze", "c5", ("c5",), ("<m.4@mail.example>",)),
        ),
        key_points=(
            KeyPoint(
                "Milk first scalds less.",
                "for",
                ("a1", "<m.4@mail.example>"),
                ("c1", "c5"),
                post="a1",
                start=0,
                end=23,
                people=2,
                disputed=1,
                id="k1",
                core=True,
                answered_by=("k2",),
            ),
            KeyPoint(
                "You cannot judge the strength with milk in the cup.",
                "against",
                ("a2",),
                ("c3",),
                post="a2",
                start=30,
                end=81,
                disputed=1,
                id="k2",
                core=True,
            ),
        ),
        keyphrases=(
            Keyphrase(
                "milk first",
                "milk first",
                ("milk first", "Milk first"),
                3.0,
                (Occurrence("op", 34, 44), Occurrence("a1", 0, 10)),
            ),
            Keyphrase("old cups", "old cup", ("old cups",), 1.0, (Occurrence("<m.4@mail.example>", 39, 47),)),
        ),
    )


def _with_marks(post: Post, *marks: Mark) -> Post:
    return Post(
        post.id, post.text, post.author, post.date, post.parent, blocks=post.blocks, marks=marks, score=post.score
    )


def flat() -> Digest:
    """A transcript without names, which agrees with itself about nothing."""
    posts = (
        post("l3", None, None, "Milk first is a habit of the canteen."),
        post("l4", None, "l3", "A good one.", parent_confidence=0.6, parent_cue="follows it"),
    )
    return Digest(
        document=Document("content/flat.txt", "flat", "Canteen habits", "transcript", posts, site="example.org"),
        quotes=(),
        claims=(),
        relations=(),
        stances={},
        threads=(),
        key_points=(),
        keyphrases=(Keyphrase("Milk first", "milk first", ("Milk first",), 1.0, (Occurrence("l3", 0, 10),)),),
    )


@pytest.fixture(name="tea")
def _tea() -> Digest:
    return tea()


@pytest.fixture
def library() -> Shelf:
    first, second = tea(), flat()
    concept = Concept(
        "milk-first",
        "milk first",
        "milk first",
        ("milk first", "Milk first"),
        (ConceptUse("tea", first.keyphrases[0]), ConceptUse("flat", second.keyphrases[0])),
    )
    return Shelf(
        (first, second),
        (concept,),
        {"tea": (Related("flat", 0.5, ("milk-first",)),), "flat": (Related("tea", 0.5, ("milk-first",)),)},
    )


@pytest.fixture
def site() -> SiteInfo:
    return SITE
