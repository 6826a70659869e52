"""What a model says is kept only as far as a program can see that it holds: ids exist, words are somebody's own.

Whatever fails is dropped and counted by its reason. A program cannot see whether a sentence is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from digest.curation.lookup import Passage, pattern, quoting
from digest.model import Document, Post
from digest.sources.language import language_of

__all__ = ["Dropped", "in_language", "passage", "prose"]

Dropped = Counter[str]
"""How many things were dropped, by the reason."""
_SHORTEST, _LONGEST = 3, 500
"""Words of a passage at least, and characters at most, to be shown as a key point."""
_MARKUP = re.compile(r"https?:|www\.|[<>`\\{}\[\]|]|\]\(|[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_SAID = re.compile(r"[\"“„«]([^\"”“»]{2,}?)[\"”“»]|(?<!\w)[‘']([^'’]{8,}?)[’'](?!\w)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def passage(post: Post, words: str) -> Passage | None:
    """Where a post's author says these words, white space and forms of quotation marks aside."""
    words = words.strip(' \n\t"“”„«»')
    if len(words.split()) < _SHORTEST or len(words) > _LONGEST:
        return None
    found = pattern(words).search(post.text)
    if found is None:
        return None
    place = Passage(post, found.start(), found.end())
    return None if quoting(place) else place


def prose(text: str, *, sources: Iterable[str], longest: int) -> str | None:
    """What is wrong with a sentence that a model wrote itself; None where nothing is.

    Args:
        sources: the texts that it rests on; numbers and quotes in it must stand in them.
        longest: characters.
    """
    texts = [" ".join(one.split()) for one in sources]
    if not text.strip() or len(text) > longest:
        return "prose that is empty or too long"
    if _MARKUP.search(text):
        return "prose with an address or markup"
    numbers = {number for one in texts for number in _NUMBER.findall(one)}
    if any(number not in numbers for number in _NUMBER.findall(text)):
        return "a number that stands nowhere in what is cited"
    for match in _SAID.finditer(text):
        said = pattern((match[1] or match[2]).strip(" .,;:!?"))
        if not any(said.search(one) for one in texts):
            return "a quote that nobody said"
    return None


def in_language(text: str, document: Document) -> bool:
    """Whether a text is in the language of the debate, as far as it is long enough to tell."""
    alone = replace(document, title="", posts=(Post("x", text),))
    return language_of(alone, default=document.language) == document.language
