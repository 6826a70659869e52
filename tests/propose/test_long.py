"""Of a debate that is longer than a model's context, every post is read, in parts that fit."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.curation.items import PinPoint, SetSide
from digest.model import Document, Post
from digest.propose import Asker, Prompts, named, propose
from digest.propose.asking import tokens_of
from digest.propose.shown import Shown, cut
from tests.propose.conftest import StandIn


def long_debate(posts: int) -> str:
    lines = ['---\ntitle: "Should the ferry be free?"\n---\n']
    for at in range(posts):
        depth = "##" if at % 10 == 0 else "###"
        said = f"The ferry number {at} carries people who have no other way over, and reason {at} is its own. " * 4
        lines.append(f"{depth} @person{at % 7} · 2026-05-02 09:00 · #x{at}\n\n{said}\n")
    return "\n".join(lines)


def ids_in(prompt: str) -> list[str]:
    rows = [json.loads(line) for line in prompt.splitlines() if line.startswith('{"id"')]
    return [row["id"] for row in rows if "text" in row]


def test_every_post_is_read_in_parts_that_fit(model: StandIn, tmp_path: Path) -> None:
    debate = tmp_path / "ferry.md"
    debate.write_text(long_debate(120), encoding="utf-8")
    asker = Asker(named("stand-in"), tmp_path / "answers", context=4096, answer=1024, sleep=lambda seconds: None)

    def sides(prompt: str) -> str:
        return json.dumps({"posts": [{"id": one, "side": "for"} for one in dict.fromkeys(ids_in(prompt))]})

    def points(prompt: str) -> str:
        rows = [json.loads(line) for line in prompt.splitlines() if line.startswith('{"id"')]
        return json.dumps(
            {
                "points": [
                    {"id": row["id"], "quote": re.findall(r"[^.]+ is its own\.", row["text"])[0], "side": "for"}
                    for row in rows
                    if "is its own." in row.get("text", "")
                ]
            }
        )

    def merge(prompt: str) -> str:
        names = re.findall(r'^\{"id": "(c\d+)"', prompt, re.MULTILINE)
        return json.dumps({"points": [{"members": names[:30], "core": True}, {"members": names[30:], "core": False}]})

    model.answers = {"sides": [sides], "points": [points], "merge": [merge]}
    done = propose(debate, asker=asker, prompts=Prompts([]), only=("sides", "points"), today=date(2026, 5, 3))
    assert done.proposed.skipped == ()
    assert len([one for one in done.proposed.items if isinstance(one, SetSide)]) == 120
    assert done.proposed.head["steps"]["points"]["read"].startswith("120 of 120 posts")
    assert {step for step, _ in model.asked} == {"sides", "points", "merge"}
    assert all(tokens_of(text) + 1024 <= 4096 for _, text in model.asked)
    pins = [one for one in done.proposed.items if isinstance(one, PinPoint)]
    assert len({post for one in pins for post in one.posts or ()}) == 120


def test_a_part_that_fails_is_told_and_its_posts_count_as_unread(model: StandIn, tmp_path: Path) -> None:
    debate = tmp_path / "ferry.md"
    debate.write_text(long_debate(60), encoding="utf-8")
    asker = Asker(named("stand-in"), tmp_path / "answers", context=4096, answer=1024, sleep=lambda seconds: None)

    def sides(prompt: str) -> str:
        found = ids_in(prompt)
        return "no" if "p1" in found else json.dumps({"posts": [{"id": one, "side": "for"} for one in found]})

    model.answers = {"sides": [sides]}
    done = propose(debate, asker=asker, prompts=Prompts([]), only=("sides",), today=date(2026, 5, 3))
    (told,) = done.proposed.skipped
    assert re.match(r"sides, \d+ posts: the answer ", told)
    read = int(done.proposed.head["steps"]["sides"]["read"].split()[0])
    assert 0 < read < 60
    assert len([one for one in done.proposed.items if isinstance(one, SetSide)]) == read


def test_an_answer_has_room_for_every_post_of_its_part(model: StandIn, tmp_path: Path) -> None:
    debate = tmp_path / "ferry.md"
    debate.write_text(long_debate(350), encoding="utf-8")
    asker = Asker(named("stand-in"), tmp_path / "answers", context=200_000, answer=2048)
    rows: list[int] = []

    def sides(prompt: str) -> str:
        found = [{"id": one, "side": "against", "stance": "support"} for one in ids_in(prompt)]
        rows.append(len(found))
        answer = json.dumps({"posts": found})
        return answer if tokens_of(answer) <= 2048 else answer[: 2048 * 3]

    model.answers = {"sides": [sides]}
    done = propose(debate, asker=asker, prompts=Prompts([]), only=("sides",), today=date(2026, 5, 3))
    assert done.proposed.skipped == ()
    assert sum(rows) == 350
    assert len(rows) < 10


def test_a_part_whose_answer_is_cut_is_split(model: StandIn, tmp_path: Path) -> None:
    debate = tmp_path / "ferry.md"
    debate.write_text(long_debate(60), encoding="utf-8")
    asker = Asker(named("stand-in"), tmp_path / "answers", context=8192, answer=2048)

    def sides(prompt: str) -> str:
        found = ids_in(prompt)
        answer = json.dumps({"posts": [{"id": one, "side": "for"} for one in found]})
        return answer if len(found) <= 10 or "p1" not in found else answer[:-40]

    model.answers = {"sides": [sides]}
    done = propose(debate, asker=asker, prompts=Prompts([]), only=("sides",), today=date(2026, 5, 3))
    assert done.proposed.skipped == ()
    assert len([one for one in done.proposed.items if isinstance(one, SetSide)]) == 60


def test_a_dry_run_sends_nothing_and_plans_what_is_sent(model: StandIn, tmp_path: Path) -> None:
    debate = tmp_path / "ferry.md"
    debate.write_text(long_debate(60), encoding="utf-8")
    asker = Asker(named("stand-in"), tmp_path / "answers", context=4096, answer=1024, dry=True)
    propose(debate, asker=asker, prompts=Prompts([]), only=("sides", "points"), today=date(2026, 5, 3))
    assert model.asked == []
    assert list(tmp_path.glob("*.proposals.yml")) == []
    planned = asker.calls
    live = Asker(named("stand-in"), tmp_path / "answers", context=4096, answer=1024)
    propose(debate, asker=live, prompts=Prompts([]), only=("sides", "points"), today=date(2026, 5, 3))
    assert planned - 1 == live.calls  # nothing was found here to be put together
    assert asker.read >= live.read


@given(st.lists(st.tuples(st.text(min_size=1, max_size=900), st.integers(0, 40)), min_size=1, max_size=12))
def test_whatever_is_said_is_shown_whole_and_no_part_is_too_long(made: list[tuple[str, int]]) -> None:
    posts = tuple(
        Post(f"x{at}", text, parent=f"x{above % at}" if at and above else None) for at, (text, above) in enumerate(made)
    )
    shown = Shown.of(Document("d.md", "d", "D", posts=posts, format="markdown", source=None, date=None))
    parts = cut(shown, room=400, most=5)
    texts: dict[str, str] = dict.fromkeys(shown.posts, "")
    for part in parts:
        for line in part.text.split("\n"):
            row = json.loads(line)
            if "text" in row:
                texts[row["id"]] += row["text"]
        assert tokens_of(part.text) <= 400 + 300
        assert len(part.pieces) <= 5
    assert texts == {name: post.text for name, post in shown.posts.items()}


@pytest.mark.parametrize("room", [0, 10, 200])
def test_however_little_room_there_is_it_ends(room: int) -> None:
    post = Post("a", "word " * 2000)
    shown = Shown.of(Document("d.md", "d", "D", posts=(post,), format="markdown", source=None, date=None))
    assert len(cut(shown, room=room, most=1000)) > 10
