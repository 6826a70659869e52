"""What each post shows of its side and of its stance towards the post that it answers, as named numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from digest.analysis.linear import Features, LinearModel
from digest.analysis.relations.align import stems_of
from digest.analysis.relations.cues import cues_of
from digest.analysis.relations.exchange import Exchange, Said
from digest.analysis.relations.reading import exchanges
from digest.analysis.sides import words
from digest.analysis.sides.setting import Setting
from digest.analysis.sides.subject import about, subject_of
from digest.model import Document, Quote

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
"""Kinds of words whose share in a post is a feature."""
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
"""Words that are added to a post's length before shares are taken, so that two words of three are not two thirds."""


def of_replies(
    document: Document, *, quotes: Iterable[Quote], setting: Setting, models: Mapping[str, LinearModel]
) -> dict[str, Features]:
    """Features of every post that says something, but for the opening.

    Args:
        models: `talk` and `verdict` are used: what the words of a post say of its stance.
    """
    read = {exchange.post.id: exchange for exchange in exchanges(document, quotes=tuple(quotes))}
    subject = subject_of(document.title, {name: one.sentences for name, one in read.items()})
    opening = setting.posts[setting.opening].text if setting.opening is not None else ""
    heard = frozenset(stems_of(opening))
    return {
        name: _form(one.sentences)
        | {f"cue: {cue.name}": 1.0 for cue in cues_of(one)}
        | _place(one, setting=setting, read=read)
        | _spoken(one, setting=setting, models=models)
        | about(one.sentences, subject=subject, opening=heard)
        for name, one in read.items()
        if name != setting.opening
    }


def _asks(sentence: Said) -> bool:
    return sentence.text.rstrip(_AFTER_QUESTION).endswith("?")


def _form(sentences: Sequence[Said]) -> Features:
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


def _place(exchange: Exchange, *, setting: Setting, read: Mapping[str, Exchange]) -> Features:
    post = exchange.post.id
    above, who = setting.parent[post], setting.person[post]
    heard = read.get(above) if above is not None else None
    further = setting.parent[above] if above is not None else None
    opener = setting.person[setting.opening] if setting.opening is not None else None
    up = setting.person[above] if above is not None else None
    spoken = {word for sentence in exchange.sentences for word in sentence.words}
    top = above is not None and above == setting.opening
    features: Features = {
        "shared words": sum(len(word) > 3 for word in spoken & exchange.heard) / (4 + len(spoken)),
        "depth": min(setting.depth[post], 6) / 6,
        "answers": min(setting.replies.get(post, 0), 5) / 5,
        "talks often": min(setting.activity[who] - 1, 8) / 8,
    }
    if above is not None:
        features["other replies"] = min(setting.replies.get(above, 1) - 1, 8) / 8
    for name, holds in (
        ("top level", above is None),
        ("answers the opening", top),
        ("answers the opening, verdict", top and setting.verdict),
        ("verdict", setting.verdict),
        ("deeper, verdict", setting.verdict and not top),
        ("title asks", setting.asks),
        ("deep", setting.depth[post] >= 3),
        ("by opener", opener is not None and who == opener),
        ("to opener", opener is not None and up == opener and not top),
        ("to self", up == who),
        ("returns", further is not None and setting.person[further] == who),
        ("answers one who returns", up in setting.talked_before(above)),
        ("answers a question", heard is not None and bool(heard.sentences) and _asks(heard.sentences[-1])),
        ("no opening", setting.opening is None),
        ("alone", setting.activity[who] == 1),
    ):
        if holds:
            features[name] = 1.0
    return features


def _spoken(exchange: Exchange, *, setting: Setting, models: Mapping[str, LinearModel]) -> Features:
    """What the words of a post say of its stance, by models of words: how much, not which words."""
    text = " ".join(sentence.span.text for sentence in exchange.sentences)
    bag = words.features(text)
    agrees, attacks, neither = models["talk"].scores(bag)
    top = setting.verdict and setting.parent[exchange.post.id] == setting.opening
    where = ", verdict" if top else ""
    features: Features = {
        f"words agree{where}": agrees - attacks,
        f"words say neither{where}": neither - (agrees + attacks) / 2,
    }
    if top:
        against, siding = models["verdict"].scores(bag)
        features["words side with the poster"] = siding - against
        features["says the verdict"] = float(words.verdict(text))
    return features
