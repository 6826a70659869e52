"""What takes long says how far it is: over and over on one line of a terminal, now and then in a log."""

import sys

import pytest

from digest.cli.output import Progress
from digest.recipe import curate
from digest.sources import read_text


def test_a_log_hears_now_and_then_of_what_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    progress = Progress(clock=lambda: now[0])
    for second in range(100):
        now[0] = float(second)
        progress.tell("Finding claims", second, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "Finding claims (30/1,000)…",
        "Finding claims (60/1,000)…",
        "Finding claims (90/1,000)…",
    ]


def test_a_terminal_hears_of_every_step(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    progress = Progress()
    progress.tell("Finding claims", 1, 2)
    progress.done()
    assert "Finding claims (1/2)…" in capsys.readouterr().err


def test_the_analysis_of_a_long_transcript_tells_each_step_and_the_posts_that_are_done() -> None:
    lines = [f"Number {at} says that tea is good, because it is hot and cheap." for at in range(350)]
    told: list[tuple[str, int, int]] = []
    curate(read_text("\n".join(["Tea?", *lines]).encode(), path="x.txt"), tell=lambda *what: told.append(what))
    answered = [done for what, done, _ in told if what == "Recovering replies"]
    assert answered == sorted(answered)
    assert len(answered) > 2
    assert [what for what, _, _ in told][-1] == "Finding sides, topics, threads and key points"
    assert all(done < total for _, done, total in told)
