"""`digest review` shows what is proposed, and writes what is decided by keys or by options."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from digest.curation import loads
from digest.curation.items import SetProposition, SetSide, SetTopic
from digest.curation.proposals import kept_of
from tests.browser.test_review import DEBATE, OURS, PROPOSALS

MORE = """\
summary:
  - words: "The small room is the point."
    cites: [b1]
  - words: "Basses are rare."
    cites: [d1]
stances:
  - post: gone
    stance: attack
"""
Run = Callable[..., Result]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "choir.md").write_text(DEBATE, encoding="utf-8")
    (tmp_path / "choir.curation.yml").write_text(OURS, encoding="utf-8")
    (tmp_path / "choir.proposals.yml").write_text(PROPOSALS + MORE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(content: Path) -> Run:
    return lambda *given, keys="": CliRunner().invoke(main, ["review", "choir.md", *given], input=keys)


def ours(content: Path) -> str:
    return (content / "choir.curation.yml").read_text(encoding="utf-8")


def ids(run: Run) -> dict[str, str]:
    """The id of the first proposal of each kind."""
    lines = [line.split() for line in run("--list").stdout.splitlines() if line and not line.startswith(" ")]
    return {kind.rstrip(":"): name for name, kind, *_ in reversed(lines)}


def test_the_list_says_what_is_there_and_what_is_proposed_and_writes_nothing(run: Run, content: Path) -> None:
    before = {path: path.read_bytes() for path in content.iterdir()}
    done = run("--list")
    assert done.exit_code == 0
    assert "sides: the side of cleo #3\n  now:      for\n  proposed: against\n" in done.stdout
    assert "[stale: stance: no post matches “gone”]" in done.stdout
    assert {path: path.read_bytes() for path in content.iterdir()} == before


def test_keys_decide_one_by_one_and_the_file_keeps_what_was_there(run: Run, content: Path) -> None:
    done = run(keys="y\ny\nn\ny\ny\ny\nn\n")  # a stale one is not accepted
    assert done.exit_code == 0
    assert "| I agree. <img" in done.stdout  # the words of the post
    assert "4 accepted, 2 rejected, 0 left" in done.stdout
    assert ours(content).startswith(OURS)
    found = loads(ours(content), path="x.yml")
    assert all(one.by == "stand-in" for one in found.items if one.line > 3)
    assert found.of(SetProposition)[0].proposition == "The choir should rehearse in the small room."
    left = kept_of((content / "choir.proposals.yml").read_text(encoding="utf-8"), path="x.yml")
    assert left.items == ()
    assert left.head["model"] == "stand-in"
    assert len(left.head["rejected"]) == 3  # of the summary each sentence
    assert "gone" not in (content / "choir.proposals.yml").read_text(encoding="utf-8")


def test_undo_takes_each_decision_back(run: Run, content: Path) -> None:
    before = (content / "choir.proposals.yml").read_bytes()
    done = run(keys="y\nn\nu\nu\nu\nq\n")
    assert "undone: rejected 1 proposal" in done.stdout
    assert "undone: accepted 1 proposal" in done.stdout
    assert "nothing to undo" in done.stdout
    assert "0 accepted, 0 rejected, 6 left" in done.stdout
    assert ours(content) == OURS
    assert (content / "choir.proposals.yml").read_bytes() == before


def test_a_proposal_can_be_typed_anew_and_is_then_the_editors(run: Run, content: Path) -> None:
    done = run(keys="e\nThe choir should pay.\ns\ne\n{post: c1, side: fro}\ne\n{post: c1, side: neither}\nq\n")
    assert done.exit_code == 0
    found = loads(ours(content), path="x.yml")
    assert [(one.proposition, one.by) for one in found.of(SetProposition)] == [("The choir should pay.", None)]
    assert "your line:1: " in done.stdout


def test_all_of_a_kind_are_accepted_at_once_and_what_is_skipped_stays(run: Run, content: Path) -> None:
    done = run(keys="s\ns\na\n")
    assert "2 proposals accepted" in done.stdout
    assert [one.post for one in loads(ours(content), path="x.yml").of(SetSide)] == ["c1", "d1"]


def test_options_decide_for_scripts(run: Run, content: Path) -> None:
    names = ids(run)
    done = run("--accept", "sides", "--accept", names["topics"], "--reject", "summary")
    assert (done.exit_code, done.stdout) == (0, "3 proposals accepted\n1 proposal rejected\n")
    assert [one.topic for one in loads(ours(content), path="x.yml").of(SetTopic)] == ["Who loses the room"]
    assert "sides" not in ids(run)
    assert "summary" not in ids(run)


@pytest.mark.parametrize(
    ("given", "says", "status"),
    [
        (["--accept", "side"], "no proposal has the kind or id 'side', did you mean 'sides'?", 2),
        (["--accept", "sides", "--reject", "sides"], "is both accepted and rejected", 2),
        (["--accept", "stances"], "choir.md: stance: no post matches “gone”", 1),
    ],
)
def test_what_cannot_be_decided_is_one_line_and_nothing_is_written(
    run: Run, content: Path, given: list[str], says: str, status: int
) -> None:
    done = run(*given)
    assert done.exit_code == status
    assert says in done.output
    assert ours(content) == OURS


def test_a_broken_file_is_left_whole(run: Run, content: Path) -> None:
    (content / "choir.curation.yml").write_text("hide:\n\t- post: x\n", encoding="utf-8")
    done = run("--accept", "sides")
    assert done.exit_code == 1
    assert "choir.curation.yml:2: broken YAML" in done.output
    assert ours(content) == "hide:\n\t- post: x\n"


def test_a_post_cannot_steer_the_terminal(run: Run, content: Path) -> None:
    text = DEBATE.replace("basses", "\x1b[2Jbas\u202eses\x07\x9b", 1)
    assert text != DEBATE
    (content / "choir.md").write_text(text, encoding="utf-8")
    for done in (run("--list"), run(keys="s\n" * 9)):
        assert not any(char in done.output for char in "\x1b\u202e\x07\x9b")


def test_a_stale_proposal_of_an_accepted_kind_is_named_and_the_exit_status_says_so(run: Run, content: Path) -> None:
    path = content / "choir.proposals.yml"
    path.write_text(path.read_text(encoding="utf-8") + "  - post: b1\n    stance: attack\n", encoding="utf-8")
    done = run("--accept", "stances")
    assert done.exit_code == 1
    assert "1 proposal accepted" in done.stdout
    assert "is stale and was not accepted: stance: no post matches" in done.stderr


def test_without_proposals_one_line_says_so(run: Run, content: Path) -> None:
    (content / "choir.proposals.yml").unlink()
    for done in (run(), run("--list")):
        assert done.exit_code == 0
        assert done.stdout.startswith("There are no proposals for this debate.")


def test_a_side_is_edited_by_its_word_and_an_end_of_input_writes_nothing(run: Run, content: Path) -> None:
    before = ours(content)
    name = ids(run)["sides"]
    keys = ""
    for line in run("--list").stdout.splitlines():
        if line and not line.startswith((" ", name)):
            keys += "s\n"
        elif line.startswith(name):
            break
    done = run(keys=keys + "e\n")
    assert "The input ended, so nothing was written." in done.stdout
    assert ours(content) == before
    run(keys=keys + "e\nneither\nq\n")
    sides = [one for one in loads(ours(content), path="x").items if isinstance(one, SetSide)]
    assert "neither" in {one.side for one in sides}
