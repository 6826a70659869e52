"""A model is asked within bounds: of its context, of tokens, of patience; and nothing of a key is ever told."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.propose import Asker, Proposal, named, proposals_path
from digest.propose.asking import NoAnswerError
from digest.propose.model import ModelError
from digest.propose.steps import SCHEMAS
from tests.propose.conftest import GOOD, StandIn

SIDES: Any = SCHEMAS["sides"]
PROMPT = "For each comment, say which side it takes.\n" + "Some words of a comment. " * 100


class BusyError(Exception):
    """As a client of a hosted model raises it."""

    status_code = 429

    class response:  # noqa: N801 as that client has it
        """With its headers."""

        headers = {"retry-after": "7"}  # noqa: RUF012 as that client has it


def test_a_rate_limit_is_waited_out(model: StandIn, asker: Asker) -> None:
    waits: list[float] = []
    asker.sleep = waits.append
    model.answers = {"sides": [BusyError("slow down"), Exception("Rate limit reached"), str(GOOD["sides"][0])]}
    assert len(asker.ask(PROMPT, system="", schema=SIDES)["posts"]) == 5
    assert waits == [7.0, 5.0]


def test_a_rate_limit_is_not_waited_out_for_ever(model: StandIn, asker: Asker) -> None:
    waits: list[float] = []
    asker.sleep = waits.append
    model.answers = {"sides": [BusyError("slow down")]}
    with pytest.raises(NoAnswerError, match="busy"):
        asker.ask(PROMPT, system="", schema=SIDES)
    assert sum(waits) <= 120


def test_a_limit_of_a_day_is_told_at_once(model: StandIn, asker: Asker) -> None:
    error = BusyError("quota")
    error.response = type("R", (), {"headers": {"retry-after": "86400"}})  # type: ignore[assignment]
    model.answers = {"sides": [error]}
    asker.sleep = lambda seconds: pytest.fail("it waits")
    with pytest.raises(NoAnswerError, match="busy"):
        asker.ask(PROMPT, system="", schema=SIDES)


@pytest.mark.parametrize(
    "message",
    [
        "Incorrect API key provided: sk-proj-abc123DEF456ghi789.",
        "401 for Authorization: Bearer abcdef.ghijkl",
        "key=AIzaSyA1234567890abcdefghijklmnop is wrong",
        "my-own-very-secret",
    ],
)
def test_no_key_is_told_or_kept(
    model: StandIn, asker: Asker, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StandIn, "get_key", lambda self, key=None: "my-own-very-secret")
    model.answers = {"sides": [Exception(message)]}
    with pytest.raises(NoAnswerError) as caught:
        asker.ask(PROMPT, system="", schema=SIDES)
    told = str(caught.value)
    assert not any(part in told for part in ("abc123", "abcdef", "AIza", "very-secret"))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(message.encode() in path.read_bytes() for path in files)


def test_a_prompt_that_does_not_fit_is_not_sent(model: StandIn, asker: Asker) -> None:
    small = replace(asker, context=1200)
    with pytest.raises(NoAnswerError, match=r"does not fit into the model's context of 1,200"):
        small.ask(PROMPT, system="", schema=SIDES)
    assert model.asked == []


def test_an_answer_to_a_part_of_the_prompt_is_refused(model: StandIn, asker: Asker) -> None:
    model.answers = {"sides": [str(GOOD["sides"][0])]}
    model.read = lambda size: size // 12
    with pytest.raises(NoAnswerError, match="the model read only"):
        asker.ask(PROMPT, system="", schema=SIDES)
    assert not list(asker.folder.glob("*.json"))


def test_a_prompt_that_is_cut_later_in_a_run_is_found_by_what_was_read_before(model: StandIn, asker: Asker) -> None:
    model.answers = {"sides": [str(GOOD["sides"][0])]}
    model.read = lambda size: size // 4
    asker.ask(PROMPT, system="", schema=SIDES)
    model.read = lambda size: size // 8
    with pytest.raises(NoAnswerError, match="the model read only"):
        asker.ask(PROMPT + "more", system="", schema=SIDES)


def test_no_more_tokens_are_spent_than_allowed(model: StandIn, asker: Asker) -> None:
    model.answers = {"sides": [str(GOOD["sides"][0])]}
    tight = replace(asker, budget=1500)
    with pytest.raises(NoAnswerError, match="--max-tokens 1,500"):
        tight.ask(PROMPT, system="", schema=SIDES)
    assert model.asked == []


def test_an_answer_is_kept_whole_or_not_at_all_and_asked_for_once(model: StandIn, asker: Asker) -> None:
    model.answers = {"sides": [str(GOOD["sides"][0])]}
    first = asker.ask(PROMPT, system="", schema=SIDES)
    assert asker.ask(PROMPT, system="", schema=SIDES) == first
    assert len(model.asked) == 1
    (kept,) = asker.folder.iterdir()
    kept.write_text('{"posts": [', encoding="utf-8")  # half of it, as after a crash
    assert asker.ask(PROMPT, system="", schema=SIDES) == first
    assert len(model.asked) == 2


def test_a_model_without_schemas_is_given_the_schema_in_words(
    model: StandIn, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StandIn, "supports_schema", False)
    model.answers = {"sides": [str(GOOD["sides"][0])]}
    assert asker.ask(PROMPT, system="", schema=SIDES)["posts"]
    assert json.dumps(SIDES, sort_keys=True) in model.asked[0][1]


def test_a_model_that_nobody_knows_is_told_in_a_line(model: StandIn) -> None:
    with pytest.raises(Exception, match=r"no model is called 'stand-on', did you mean 'stand-in'\?"):
        named("stand-on")


def test_a_full_disk_leaves_what_was_there(
    model: StandIn, debate: Path, ask: Callable[..., Proposal], monkeypatch: pytest.MonkeyPatch
) -> None:
    model.answers = dict(GOOD)
    ask("sides")
    before = proposals_path(debate).read_bytes()

    def refuse(path: Path, *, text: str) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("digest.propose.replace_source", refuse)
    with pytest.raises(Exception, match="No space left"):
        ask("points")
    assert proposals_path(debate).read_bytes() == before
    assert issubclass(ModelError, Exception)
