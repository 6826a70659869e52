"""Verdicts where a poster asked to be judged: explicit ones by rules, and the bag of words for the models.

The model `verdict` was learned from comments that also gave their verdict as a code. The codes were removed before
training, so that only the wording counts: "your husband is" is for the poster, "you should have" is against.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from digest.analysis.linear import Features
from digest.text.normal import plain_apostrophes

VERDICT_WORTH = 3.0
"""Log odds added for an explicit verdict. Set by hand: "NTA" is meant so, unless it is quoted or a joke."""
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[?!]")
_MOST = 400
"""Most tokens of a comment that count: long ones have shown their leaning by then."""
# NTA: not the asshole; YTA: you are; YW(N)BTA: you would (not) be; ESH: everyone sucks here; NAH: no assholes here. In
# lower case only where it is no word.
_FOR = re.compile(r"\b(?:NTA|N T A|NTAH|YWNBTAH?|NAH)\b|\b(?:nta|ntah|Nta)\b")
_AGAINST = re.compile(r"\b(?:YTA|Y T A|YTAH|YWBTAH?|ESH)\b|\b(?:yta|ytah|Yta|esh)\b")
_PLAIN_FOR = re.compile(
    r"\b(?:you(?:'re| are)|op is)(?:n't| (?:absolutely |definitely |clearly |totally )?not) (?:the|an?) "
    r"(?:ass?hole|a-?hole|ah|jerk|bad guy)\b|\bnot the ass?hole\b|\byou(?:'re| are) (?:\w+ )?in the right\b"
    r"|\byou did(?:n't| not) do anything wrong\b|\byou did nothing wrong\b|\byou(?:'re| are) not wrong\b"
)
_PLAIN_AGAINST = re.compile(
    r"\byou(?:'re| are) (?:\w+ )?(?:the|an?) (?:\w+ )?(?:ass?hole|a-?hole|ah|jerk)\b"
    r"|\byou(?:'re| are) (?:\w+ )?in the wrong\b|\byou(?:'re| are) (?:so |just |completely |totally )?wrong\b"
)
_HEAD = 600
"""Characters in which a verdict is sought; further down a code is more often a quoted one."""


def tokens(text: str) -> Iterator[str]:
    """Words and pairs of words; `^` marks the beginning.

    Example:
        >>> list(tokens("Your mom?"))
        ['your', '^ your', 'mom', 'your mom', '?', 'mom ?']
    """
    before = "^"
    for at, found in enumerate(_TOKEN.finditer(plain_apostrophes(text).lower())):
        if at == _MOST:
            return
        word = found.group()
        yield word
        yield f"{before} {word}"
        before = word


def features(text: str) -> Features:
    """The bag of words and pairs of a comment, scaled to the same length for short and long ones."""
    found = dict.fromkeys(tokens(text), 0.0)
    weight = 1 / math.sqrt(max(1, len(found)))
    return {"bias": 1.0} | dict.fromkeys(found, weight)


def verdict(text: str) -> int:
    """1 for an explicit verdict for the poster, -1 for one against, 0 for neither.

    "Everybody is at fault" (ESH) counts as against, "nobody is" (NAH) as for.

    Example:
        >>> verdict("NTA. Your sister knew."), verdict("Sorry, YTA here"), verdict("Why did she call?")
        (1, -1, 0)
    """
    head = plain_apostrophes(text[:_HEAD])
    codes = [(one, sign) for sign, rule in ((1, _FOR), (-1, _AGAINST)) if (one := rule.search(head))]
    if not codes:
        low = head.lower()
        codes = [(one, sign) for sign, rule in ((1, _PLAIN_FOR), (-1, _PLAIN_AGAINST)) if (one := rule.search(low))]
    return min(codes, key=lambda code: code[0].start())[1] if codes else 0
