"""Quotation: the surest sign of what is answered."""

from __future__ import annotations

from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue
from digest.analysis.relations.exchange import Exchange

_NEGATIVE = frozenset(
    {
        "not", "no", "never", "nor", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "can't", "cannot",
        "won't", "wouldn't", "but", "however", "wrong", "false",
    }
)  # fmt: skip


def quotes_it(exchange: Exchange) -> Iterator[Cue]:
    """It repeats words of what it answers, marked as a quote."""
    if exchange.quotes:
        yield Cue("quotes it", "quotes it and answers", "either", min(exchange.answers, default=None))
    if len(exchange.quotes) > 1:
        yield Cue("quotes it twice", "quotes it and answers", "either", min(exchange.answers, default=None))


def denies_the_quote(exchange: Exchange) -> Iterator[Cue]:
    """The sentence after the quoted passage has a negation or a contrast."""
    if not exchange.quotes:
        return
    for number in sorted(exchange.answers):
        if not _NEGATIVE.isdisjoint(exchange.sentences[number].words):
            yield Cue("quotes it and denies it", "quotes it and denies it", "attack", number)
            return


def quotes_further(exchange: Exchange) -> Iterator[Cue]:
    """It quotes a post other than the one that it answers."""
    if exchange.further:
        yield Cue("quotes another post", "quotes another post", "either", None)


FINDERS = (quotes_it, denies_the_quote, quotes_further)
