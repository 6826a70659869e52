"""After an import, proposals that no longer match are taken out; without the library, it is told what to install."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from digest.propose import Proposal, named, proposals_path, refresh
from tests.propose.conftest import GOOD, THREAD, StandIn

Ask = Callable[..., Proposal]


def test_refreshing_takes_out_what_no_longer_matches_and_keeps_the_rest(model: StandIn, debate: Path, ask: Ask) -> None:
    model.answers = dict(GOOD)
    ask("sides", "points")
    before = proposals_path(debate).read_text(encoding="utf-8")
    assert refresh(debate) == 0
    assert (
        yaml.safe_load(proposals_path(debate).read_text(encoding="utf-8"))["sides"] == yaml.safe_load(before)["sides"]
    )
    debate.write_text(THREAD.replace("chess club", "bridge club"), encoding="utf-8")
    assert refresh(debate) == 1
    after = yaml.safe_load(proposals_path(debate).read_text(encoding="utf-8"))
    assert "chess" not in proposals_path(debate).read_text(encoding="utf-8")
    assert len(after["sides"]) == 5
    assert [one["pin"]["post"] for one in after["key_points"] if "pin" in one] == ["a1", "d1"]
    assert all("answered_by" not in one for one in after["key_points"])


def test_a_post_that_the_editor_hides_takes_its_proposals_along(model: StandIn, debate: Path, ask: Ask) -> None:
    model.answers = dict(GOOD)
    ask("points")
    debate.with_name("choir.curation.yml").write_text("hide:\n  - post: d1\n", encoding="utf-8")
    assert refresh(debate) == 1
    assert "basses" not in proposals_path(debate).read_text(encoding="utf-8")


def test_where_nothing_was_proposed_nothing_is_written(debate: Path) -> None:
    assert refresh(debate) == 0
    assert list(debate.parent.glob("*.proposals.yml")) == []


def test_without_the_library_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llm", None)
    with pytest.raises(Exception, match=r'install it with `pip install "debate-digest\[propose\]"`'):
        named("")
