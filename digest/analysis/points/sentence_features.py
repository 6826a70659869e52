"""Features of candidates: their words, their place, their post, and how the rest of the debate takes them up.

A feature is a readable name and a number. Many are ranks within the debate or the post, from 0 to 1, so that a model
learned from small debates fits large ones.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from digest.analysis.claims.lexicon import families_in
from digest.analysis.claims.unit_features import words_of
from digest.analysis.linear import Features
from digest.analysis.points.candidates import PointCandidate
from digest.analysis.self_containedness import complete, finite, leaning
from digest.analysis.similarity import Matrix, WordVectors, lexical
from digest.model import OPENING, TITLE, Claim, Document, Quote, Relation, Stance
from digest.text.normal import words
from digest.text.stemming import stem

__all__ = ["Features", "likeness", "observe", "shared_words"]

# Pronouns and verbs, in the form that `words_of` gives.
_FIRST = frozenset(["i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself", "we", "we're", "our", "us"])
_SECOND = frozenset(["you", "you're", "you've", "you'd", "you'll", "your", "yours", "yourself", "u", "ur"])
_THIRD = frozenset(["he", "he's", "she", "she's", "him", "her", "his", "hers", "they", "they're", "them", "their"])
_THAT = frozenset(["this", "that", "these", "those", "it", "it's", "that's", "its", "such"])
_PAST = re.compile(r"\b(?:was|were|had|did|went|said|told|asked|got|made|came|saw|took|\w{3,}ed)\b")
_RELATES = frozenset(["is", "are", "was", "were", "means", "makes", "isn't", "aren't"])


def observe(
    document: Document,
    found: Sequence[PointCandidate],
    *,
    claims: Sequence[Claim],
    relations: Sequence[Relation],
    quotes: Iterable[Quote],
    stances: Mapping[str, Stance],
) -> tuple[list[Features], Matrix]:
    """The features and the vector of each candidate."""
    if not found:
        return [], np.zeros((0, 1), np.float32)
    similar = lexical(document.language)  # the weights were learned with it, so no other measure can be used here
    names = frozenset(post.author.lower() for post in document.posts if post.author)
    rows: list[Features] = [{} for _ in found]
    posts = _posts(document, quotes=quotes, stances=stances, found=found)
    for row, one in zip(rows, found, strict=True):
        _form(row, one, names=names)
        _place(row, one)
        row.update(posts[one.post])
    _claims(rows, found, claims=claims, relations=relations)
    _quoted(rows, found, quotes=quotes)
    vectors = likeness(rows, found, document=document, similar=similar)
    shared_words(rows, found, document=document)
    _ranks(rows, found)
    return rows, vectors


def _form(row: Features, one: PointCandidate, *, names: frozenset[str]) -> None:
    said = words_of(one.text)
    size = max(1, len(said))
    row["words"] = float(len(said))
    row["ideal length"] = -abs(len(said) - 20.0)
    row["letters a word"] = sum(map(len, said)) / size
    row["leans"] = leaning(one.text, names=names)
    row["complete"] = float(complete(one.text))
    row["finite"] = float(finite(one.text))
    row["capital"] = float(one.text[0].isupper())
    row["stops"] = float(one.text[-1] in '.!?"”')
    row["asks"] = float("?" in one.text)
    row["exclaims"] = float("!" in one.text)
    row["quotes words"] = float('"' in one.text or "“" in one.text)
    row["digits"] = float(any(map(str.isdigit, one.text)))
    row["commas"] = one.text.count(",") / size
    row["brackets"] = float("(" in one.text)
    row["shouts"] = sum(map(str.isupper, one.text)) / max(1, len(one.text))
    row["address"] = float("http" in one.text or "www." in one.text)
    for name, family in (
        ("first person", _FIRST),
        ("second person", _SECOND),
        ("third person", _THIRD),
        ("that", _THAT),
    ):
        row[name] = sum(word in family for word in said) / size
    row["opens on first person"] = float(said[0] in _FIRST) if said else 0.0
    row["opens on second person"] = float(said[0] in _SECOND) if said else 0.0
    row["opens on pronoun"] = float(said[0] in _THIRD or said[0] in _THAT) if said else 0.0
    row["narrates"] = len(_PAST.findall(one.text.lower())) / size
    row["states"] = float(any(word in _RELATES for word in said))
    for cue, count in Counter(families_in(said)).items():
        row[f"has {cue}"] = float(min(count, 2))
    row["cut"] = float(one.cut)


def _place(row: Features, one: PointCandidate) -> None:
    row["at"] = float(min(one.at, 10))
    row["from the end"] = float(min(one.count - 1 - one.at, 10))
    row["position"] = one.at / max(1, one.count - 1)
    row["first"] = float(one.at == 0)
    row["last"] = float(one.at == one.count - 1)
    row["sentences"] = float(min(one.count, 30))
    row["after quote"] = float(one.after_quote)


def _posts(
    document: Document, *, quotes: Iterable[Quote], stances: Mapping[str, Stance], found: Sequence[PointCandidate]
) -> dict[str, Features]:
    kids: dict[str, list[str]] = defaultdict(list)
    depth: dict[str, int] = {}
    owner = {post.id: post.author or post.id for post in document.posts}
    for post in document.posts:
        depth[post.id] = depth.get(post.parent, -1) + 1 if post.parent is not None else 0
        if post.parent is not None:
            kids[post.parent].append(post.id)
    below = dict.fromkeys(owner, 0)
    for post in reversed(document.posts):  # parents come before their replies
        if post.parent in below:
            below[post.parent] += 1 + below[post.id]
    quoted: Counter[str] = Counter()
    for quote in quotes:
        if quote.source in owner and owner[quote.source] != owner.get(quote.post):
            quoted[quote.source] += 1
    wrote = Counter(owner.values())
    opener = next((post.author for post in document.posts if post.author), None)
    count = len(document.posts)
    has_candidates = Counter(one.post for one in found)
    votes = [post.score for post in document.posts if post.score is not None]
    voted = len(set(votes)) > 2
    out = {}
    for at, post in enumerate(document.posts):
        children = kids[post.id]
        sibs = kids.get(post.parent or "", [])
        out[post.id] = {
            "depth": float(min(depth[post.id], 6)),
            "opening": float(post.id == OPENING),
            "begins": float(at == 0),
            "top level": float(post.parent is None or post.parent == OPENING),
            "has opening": float(document.posts[0].id == OPENING),
            "replies": float(np.log1p(len(children))),
            "below": float(np.log1p(below[post.id])),
            "share below": below[post.id] / count,
            "attacked": float(sum(stances.get(kid) == "attack" for kid in children)),
            "supported": float(sum(stances.get(kid) == "support" for kid in children)),
            "attacks": float(stances.get(post.id) == "attack"),
            "supports": float(stances.get(post.id) == "support"),
            "siblings": float(np.log1p(len(sibs))),
            "post quoted": float(min(quoted[post.id], 4)),
            "votes": float(np.log1p(max(0, post.score or 0))) if voted else 0.0,
            "voted": float(voted),
            "by opener": float(post.author is not None and post.author == opener),
            "author's posts": wrote[owner[post.id]] / count,
            "order": at / count,
            "post words": float(np.log1p(len(post.text.split()))),
            "of post": 1 / max(1, has_candidates[post.id]),
            "posts": float(np.log1p(count)),
        }
    if voted:
        ordered = sorted(votes)
        for post in document.posts:
            out[post.id]["vote rank"] = (np.searchsorted(ordered, post.score or 0) / len(ordered)).item()
    return out


def _claims(
    rows: Sequence[Features], found: Sequence[PointCandidate], *, claims: Sequence[Claim], relations: Sequence[Relation]
) -> None:
    of_post: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_post[claim.post].append(claim)
    home = {claim.id: claim.post for claim in claims}
    into: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for arrow in relations:
        across = home.get(arrow.source) != home.get(arrow.target)
        if arrow.target == TITLE:
            into[arrow.source]["to title"] += arrow.confidence
        elif across:
            into[arrow.target][f"{arrow.type} from others"] += arrow.confidence
            into[arrow.source][f"{arrow.type}s others"] += arrow.confidence
        else:
            into[arrow.target]["reasons inside"] += 1.0
            into[arrow.source]["reason inside"] += 1.0
    for row, one in zip(rows, found, strict=True):
        inside = [claim for claim in of_post[one.post] if claim.start < one.end and one.start < claim.end]
        size = one.end - one.start
        for role in ("claim", "premise"):
            some = [claim for claim in inside if claim.role == role]
            row[f"{role} chance"] = max((claim.confidence for claim in some), default=0.0)
            row[f"{role} share"] = sum(min(claim.end, one.end) - max(claim.start, one.start) for claim in some) / size
        for claim in inside:
            for name, value in into[claim.id].items():
                row[name] = row.get(name, 0.0) + value


def _quoted(rows: Sequence[Features], found: Sequence[PointCandidate], *, quotes: Iterable[Quote]) -> None:
    passages: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in quotes:
        if quote.source is not None and quote.source_start is not None and quote.source_end is not None:
            passages[quote.source].append((quote.source_start, quote.source_end))
    for row, one in zip(rows, found, strict=True):
        row["quoted"] = float(
            sum(
                min(one.end, end) - max(one.start, start) > 0.4 * (one.end - one.start)
                for start, end in passages.get(one.post, ())
            )
        )


_RANKED = (
    "words", "leans", "claim chance", "premise chance", "replies", "below", "votes", "like title", "like all",
    "like all, beyond the title", "repeated", "tells", "common, sum", "like opening", "mean likeness", "quoted",
    "repeated, beyond the title", "post words", "common, best", "common, logs", "common, beyond the title", "echoed",
    "own words", "common words", "letters a word",
)  # fmt: skip
_RANKED_IN_POST = (
    "claim chance",
    "leans",
    "tells",
    "like all",
    "words",
    "repeated",
    "like title",
    "common, sum",
    "echoed",
)


def _ranks(rows: Sequence[Features], found: Sequence[PointCandidate]) -> None:
    for name in _RANKED:
        values = np.array([row.get(name, 0.0) for row in rows])
        for row, rank in zip(rows, _rank(values), strict=True):
            row[f"{name}, in debate"] = float(rank)
    of_post: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        of_post[one.post].append(at)
    for name in _RANKED_IN_POST:
        for some in of_post.values():
            values = np.array([rows[at].get(name, 0.0) for at in some])
            for at, rank in zip(some, _rank(values), strict=True):
                rows[at][f"{name}, in post"] = float(rank)


def _rank(values: np.ndarray) -> np.ndarray:
    """The rank of each value from 0 to 1; equal values share their mean rank."""
    order = np.sort(values)
    low, high = np.searchsorted(order, values, "left"), np.searchsorted(order, values, "right")
    return np.asarray((low + high - 1) / 2 / max(1, len(values) - 1))


LEADERS = 600
"""Sentences that each one is compared with. A fixed number keeps time linear."""
_NEAREST = 3
"""Most similar sentences of other people whose mean similarity says how often something is repeated."""
_CONTENT = 4
"""Fewest letters of a content word."""


def likeness(
    rows: Sequence[Features], found: Sequence[PointCandidate], *, document: Document, similar: WordVectors
) -> Matrix:
    """Similarity to the title, the opening, the whole debate and other people's sentences; gives the vectors."""
    texts = [one.text for one in found]
    vectors = similar.embed(texts)
    beyond = similar.embed(texts, about=document.title)
    (title,) = similar.embed([document.title])
    _, people = np.unique(_people(document, found), return_inverse=True)
    centre = _unit(vectors.sum(0))
    beyond_centre = _unit(beyond.sum(0))
    opening = np.array([one.post == document.posts[0].id for one in found])
    start = _unit(vectors[opening].sum(0)) if opening.any() else title
    parents = {post.id: post.parent for post in document.posts}
    of_post: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        of_post[one.post].append(at)
    means = {post: _unit(vectors[at].sum(0)) for post, at in of_post.items()}
    kids: dict[str, list[str]] = defaultdict(list)
    for post, up in parents.items():
        if up is not None and post in means:
            kids[up].append(post)
    below = {post: _unit(np.sum([means[kid] for kid in some], 0)) for post, some in kids.items()}
    step = max(1, -(-len(found) // LEADERS))
    leaders = np.arange(0, len(found), step)
    near = vectors @ vectors[leaders].T
    near_b = beyond @ beyond[leaders].T
    same = people[:, None] == people[leaders][None, :]
    near[same], near_b[same] = -1.0, -1.0
    best = -np.sort(-near, axis=1)[:, : _NEAREST + 2] if near.shape[1] else np.zeros((len(found), 1))
    best_b = -np.sort(-near_b, axis=1)[:, : _NEAREST + 2]
    mean_all = np.where(same, 0, near).sum(1) / np.maximum(1, (~same).sum(1))
    for at, (row, one) in enumerate(zip(rows, found, strict=True)):
        row["like title"] = float(vectors[at] @ title)
        row["like all"] = float(vectors[at] @ centre)
        row["like all, beyond the title"] = float(beyond[at] @ beyond_centre)
        row["like opening"] = float(vectors[at] @ start)
        row["like own post"] = float(vectors[at] @ means[one.post])
        up = parents[one.post]
        row["like answered"] = float(vectors[at] @ means[up]) if up is not None and up in means else 0.0
        row["like answers"] = float(vectors[at] @ below[one.post]) if one.post in below else 0.0
        row["repeated"] = float(np.maximum(best[at][:_NEAREST], 0).mean())
        row["repeated, beyond the title"] = float(np.maximum(best_b[at][:_NEAREST], 0).mean())
        row["mean likeness"] = float(mean_all[at])
    return vectors


def _people(document: Document, found: Sequence[PointCandidate]) -> list[str]:
    who = {post.id: post.author or post.id for post in document.posts}
    return [who[one.post] for one in found]


def _unit(vector: Matrix) -> Matrix:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def shared_words(rows: Sequence[Features], found: Sequence[PointCandidate], *, document: Document) -> None:
    """Which of its words the title, other people, or its replies use, and which nobody else does."""
    language = document.language
    weigh = lexical(language).weight

    def stems_of(text: str) -> dict[str, float]:
        return {stem(word, language): weigh(word) for word in words(text) if len(word) >= _CONTENT}

    stems = [stems_of(one.text) for one in found]
    title = stems_of(document.title)
    of_post: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for one, some in zip(found, stems, strict=True):
        of_post[one.post].update(some)
    who = {post.id: post.author or post.id for post in document.posts}
    for post, some_of in of_post.items():
        for one_stem in some_of:
            holders[one_stem].add(who[post])
    count = max(1, len({who[post] for post in of_post}))
    kids: dict[str, list[str]] = defaultdict(list)
    parents = {post.id: post.parent for post in document.posts}
    for post, up in parents.items():
        if up is not None and post in of_post:
            kids[up].append(post)
    echo = {post: Counter(one for kid in some for one in of_post[kid]) for post, some in kids.items()}
    for row, one, some in zip(rows, found, stems, strict=True):
        total = sum(some.values()) or 1.0
        row["tells"] = sum(some.values())
        row["of title"] = sum(weight for one_stem, weight in some.items() if one_stem in title) / total
        row["title's words"] = float(sum(one_stem in title for one_stem in some))
        shared = {name: (len(holders[name]) - 1) / count for name in some}
        salience = sorted((weight * shared[name] for name, weight in some.items()), reverse=True)
        row["common words"] = sum(salience) / total
        row["common, sum"] = sum(salience)
        row["common, best"] = sum(salience[:3])
        row["common, logs"] = sum(weight * float(np.log1p(len(holders[name]) - 1)) for name, weight in some.items())
        beyond = {name: weight for name, weight in some.items() if name not in title}
        row["common, beyond the title"] = sum(weight * shared[name] for name, weight in beyond.items())
        row["words of others"] = sum(len(holders[name]) > 1 for name in some) / max(1, len(some))
        row["own words"] = sum(weight for name, weight in some.items() if len(holders[name]) == 1) / total
        answers = echo.get(one.post, Counter())
        row["echoed"] = sum(weight * min(answers[name], 3) for name, weight in some.items())
        row["echoed, share"] = sum(weight for name, weight in some.items() if name in answers) / total
        taken_up = of_post.get(parents[one.post] or "", set())
        row["takes up"] = sum(weight for name, weight in some.items() if name in taken_up)
        row["takes up, share"] = row["takes up"] / total
