"""Features of each post: evidence of its side and of its stance towards its parent."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.linear import Features, LinearModel
from digest.analysis.relations.alignment import stems_of
from digest.analysis.relations.cues import cues_of
from digest.analysis.relations.exchanges import Exchange, WordedSentence, exchanges
from digest.analysis.sides import verdict_words
from digest.analysis.sides.context import DebateContext
from digest.model import Document, Quote
from digest.text.normal import plain_apostrophes

_PERSONS: Mapping[str, frozenset[str]] = {
    "you": frozenset({"you", "your", "you're", "yours", "yourself", "you've", "you'd", "you'll", "u", "ur"}),
    "me": frozenset({"i", "my", "me", "i'm", "i've", "mine", "myself", "i'd", "i'll"}),
    "they": frozenset(
        {"he", "she", "they", "his", "her", "their", "him", "them", "he's", "she's", "they're"}
    ),
    "negations": frozenset(
        {
            "not", "no", "never", "nor", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "can't", "cannot",
            "won't", "wouldn't", "couldn't", "shouldn't", "nothing", "nobody", "none", "neither", "without",
        }
    ),
    "must": frozenset({"should", "must", "need", "needs", "ought", "shouldn't", "has", "have"}),
}  # fmt: skip
"""Word classes whose share in a post is a feature."""
_FIRST = frozenset(
    {
        "no", "yes", "but", "so", "why", "how", "what", "and", "if", "well", "yeah", "exactly", "this", "lol", "thanks",
        "thank", "agreed", "also", "or", "not", "because", "then", "actually", "sure", "really", "i", "you", "it",
        "that", "that's", "it's", "they", "the", "there", "he", "she", "your", "my", "we", "for", "to", "in", "as",
    }
)  # fmt: skip
_JOKE = re.compile(r"\b(?:lol|lmao|haha+|rofl|hehe)\b|emoticon_\w+|[:;]-?[)dp]|😂|🤣|😉|/s\b")
_LINK = re.compile(r"https?://|www\.")
_AFTER_QUESTION = " )\"'”*"
_FEW = 8
"""Words added to the length of a post before shares are computed, so that two words of three are not two thirds."""


def of_replies(
    document: Document, *, quotes: Iterable[Quote], context: DebateContext, models: Mapping[str, LinearModel]
) -> dict[str, Features]:
    """The features of all posts with words, except the opening.

    Args:
        models: the bags of words `talk` and `verdict` are used.
    """
    read = {exchange.post.id: exchange for exchange in exchanges(document, quotes=tuple(quotes))}
    subject = subject_of(document.title, {name: one.sentences for name, one in read.items()})
    opening = context.posts[context.opening].text if context.opening is not None else ""
    heard = frozenset(stems_of(opening))
    return {
        name: _form(one.sentences)
        | {f"cue: {cue.name}": 1.0 for cue in cues_of(one)}
        | _place(one, context=context, read=read)
        | _spoken(one, context=context, models=models)
        | about(one.sentences, subject=subject, opening=heard)
        for name, one in read.items()
        if name != context.opening
    }


def _asks(sentence: WordedSentence) -> bool:
    return sentence.text.rstrip(_AFTER_QUESTION).endswith("?")


def _form(sentences: Sequence[WordedSentence]) -> Features:
    spoken = [word for sentence in sentences for word in sentence.words]
    size, text = len(spoken), " ".join(sentence.text for sentence in sentences)
    features: Features = {"length": min(math.log1p(size), 6.0) / 6}
    for name, known in _PERSONS.items():
        features[name] = sum(word in known for word in spoken) / (_FEW + size) * _FEW
    features["asks"] = sum(map(_asks, sentences)) / max(1, len(sentences))
    features["exclaims"] = sum("!" in sentence.text[-3:] for sentence in sentences) / max(1, len(sentences))
    for name, holds in (
        ("under 6 words", size < 6),
        ("under 15 words", size < 15),
        ("jokes", bool(_JOKE.search(text))),
        ("has link", bool(_LINK.search(text))),
        ("ends asking", bool(sentences) and _asks(sentences[-1])),
        (f"first: {spoken[0] if spoken else ''}", bool(spoken) and spoken[0] in _FIRST),
    ):
        if holds:
            features[name] = 1.0
    return features


def _place(exchange: Exchange, *, context: DebateContext, read: Mapping[str, Exchange]) -> Features:
    post = exchange.post.id
    above, who = context.parent[post], context.person[post]
    heard = read.get(above) if above is not None else None
    further = context.parent[above] if above is not None else None
    opener = context.person[context.opening] if context.opening is not None else None
    up = context.person[above] if above is not None else None
    spoken = {word for sentence in exchange.sentences for word in sentence.words}
    top = above is not None and above == context.opening
    features: Features = {
        "shared words": sum(len(word) > 3 for word in spoken & exchange.heard) / (4 + len(spoken)),
        "depth": min(context.depth[post], 6) / 6,
        "answers": min(context.replies.get(post, 0), 5) / 5,
        "talks often": min(context.activity[who] - 1, 8) / 8,
    }
    if above is not None:
        features["other replies"] = min(context.replies.get(above, 1) - 1, 8) / 8
    for name, holds in (
        ("top level", above is None),
        ("answers the opening", top),
        ("answers the opening, verdict", top and context.verdict),
        ("verdict", context.verdict),
        ("deeper, verdict", context.verdict and not top),
        ("title asks", context.asks),
        ("deep", context.depth[post] >= 3),
        ("by opener", opener is not None and who == opener),
        ("to opener", opener is not None and up == opener and not top),
        ("to self", up == who),
        ("returns", further is not None and context.person[further] == who),
        ("answers one who returns", up in context.talked_before(above)),
        ("answers a question", heard is not None and bool(heard.sentences) and _asks(heard.sentences[-1])),
        ("no opening", context.opening is None),
        ("alone", context.activity[who] == 1),
    ):
        if holds:
            features[name] = 1.0
    return features


def _spoken(exchange: Exchange, *, context: DebateContext, models: Mapping[str, LinearModel]) -> Features:
    """The scores of a post by the two bags of words, so that later models see two numbers instead of words."""
    text = " ".join(sentence.span.text for sentence in exchange.sentences)
    bag = verdict_words.features(text)
    agrees, attacks, neither = models["talk"].scores(bag)
    top = context.verdict and context.parent[exchange.post.id] == context.opening
    where = ", verdict" if top else ""
    features: Features = {
        f"words agree{where}": agrees - attacks,
        f"words say neither{where}": neither - (agrees + attacks) / 2,
    }
    if top:
        against, siding = models["verdict"].scores(bag)
        features["words side with the poster"] = siding - against
        features["says the verdict"] = float(verdict_words.verdict(text))
    return features


_AGAINST = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|without|against|oppos\w+|stop|abolish|reject|wrong|"
    r"disagree|mistake|\w+n't|rather than|instead of)\b"
)
_SHARE, _FEWEST = 0.15, 3
"""A word belongs to the subject if it occurs in this share of the posts, and in this many."""
_SAME, _LEAST = 0.6, 2
"""A sentence is about the title's statement if it has this share of the title's words, and this many."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a debate.

    Attributes:
        title: the stems of the title.
        core: the stems that many posts share.
        negated: whether the title denies something.
    """

    title: frozenset[str]
    core: frozenset[str]
    negated: bool


def subject_of(title: str, posts: Mapping[str, Sequence[WordedSentence]]) -> Subject:
    """The subject of a debate, from its title and from what its posts share."""
    used = Counter(stem for sentences in posts.values() for stem in _stems_in(sentences))
    least = max(_FEWEST, _SHARE * len(posts))
    return Subject(
        frozenset(stems_of(title)),
        frozenset(stem for stem, count in used.items() if count >= least),
        len(_AGAINST.findall(plain_apostrophes(title).lower())) % 2 == 1,
    )


def about(sentences: Sequence[WordedSentence], *, subject: Subject, opening: frozenset[str]) -> Features:
    """Features of how much a post is about the subject, and whether it repeats or denies the title.

    Args:
        opening: the stems of the opening.
    """
    own = _stems_in(sentences)
    features: Features = {
        "about the title": len(own & subject.title) / (1 + len(subject.title)),
        "about the subject": len(own & subject.core) / (3 + len(own)),
        "much about the subject": min(len(own & subject.core), 8) / 8,
        "about the opening": len(own & opening) / (3 + len(own)),
    }
    said = sum(_says(sentence, subject) for sentence in sentences)
    if said:
        features["says the title"] = 1.0 if said > 0 else -1.0
    return features


def _says(sentence: WordedSentence, subject: Subject) -> int:
    """1 for a sentence that repeats the title's statement, -1 for one that denies it, 0 for any other.

    The sign is the parity of negations, compared with that of the title.
    """
    if len(subject.title) < _LEAST or sentence.text.endswith("?"):
        return 0
    shared = len(subject.title & set(stems_of(sentence.text)))
    if shared < _LEAST or shared < _SAME * len(subject.title):
        return 0
    return 1 if (len(_AGAINST.findall(sentence.text)) % 2 == 1) == subject.negated else -1


def _stems_in(sentences: Sequence[WordedSentence]) -> frozenset[str]:
    return frozenset(stem for sentence in sentences for stem in stems_of(sentence.text))
