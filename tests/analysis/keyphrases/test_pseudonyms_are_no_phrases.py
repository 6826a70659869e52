"""An anonymized debate's people are no phrases: the same number is somebody else in another debate."""

import pytest

from digest.library import connect, outline_of
from digest.recipe import analyze
from digest.settings import Settings
from digest.sources import read_text

TEXT = """---
title: "Should the {what} stay?"
---

## @Participant 1

Participant 2 is wrong about the {what}. As Participant 2 says, the {what} is old and dear.

## @Participant 2

@Participant 1 is right. I think Participant 1 and Participant 3 should meet at the {what}, because it matters.

## @Participant 3

Participant 1 does not know the {what}, and all participants should know it before they speak.
"""


@pytest.mark.parametrize("what", ["kiosk", "ferry"])
def test_no_phrase_is_a_pseudonym(what: str) -> None:
    digest = analyze(read_text(TEXT.format(what=what).encode(), path=f"{what}.md"))
    assert [one.text for one in digest.keyphrases if "articipant" in one.text] == []
    assert what in [one.text for one in digest.keyphrases]


def test_participants_of_two_debates_are_no_concept() -> None:
    outlines = [
        outline_of(analyze(read_text(TEXT.format(what=what).encode(), path=f"{what}.md")))
        for what in ("kiosk", "ferry")
    ]
    assert not [one.text for one in connect(outlines, settings=Settings()).concepts if "articipant" in one.text]


def test_where_nobody_is_called_so_participants_are_a_phrase_like_any_other() -> None:
    text = TEXT.format(what="trial").replace("@Participant", "@Person").replace("Participant", "The participant")
    digest = analyze(read_text(text.encode(), path="x.md"))
    assert any("articipant" in one.text for one in digest.keyphrases)
