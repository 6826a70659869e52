"""`digest propose` says what it sends, what it costs, what it dropped and what it left out."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from tests.propose.conftest import GOOD, THREAD, StandIn, model

__all__ = ["model"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nextra:\n  digest:\n"
        "    propose:\n      model: stand-in\n      price_in: 2\n      price_out: 8.5\n",
        encoding="utf-8",
    )
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "choir.md").write_text(THREAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def propose(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["propose", "content/choir.md", *arguments], catch_exceptions=False)


def test_it_writes_proposals_and_says_what_it_took(model: StandIn, site: Path) -> None:
    model.answers = dict(GOOD)
    done = propose()
    assert done.exit_code == 0, done.output
    assert "content/choir.proposals.yml: 18 proposals by stand-in, 6 calls, " in done.stdout
    assert ", cost " in done.stdout
    assert "  sides: read 5 of 5 posts, 110 of 110 words" in done.stdout
    assert (site / "content" / "choir.proposals.yml").exists()


def test_a_dry_run_says_calls_tokens_and_money(model: StandIn, site: Path) -> None:
    done = propose("--dry-run")
    assert done.exit_code == 0
    assert "content/choir.md: about 6 calls, " in done.stdout
    assert "by stand-in" in done.stdout
    assert model.asked == []
    assert not (site / "content" / "choir.proposals.yml").exists()


def test_what_is_skipped_is_a_fault(model: StandIn, site: Path) -> None:
    model.answers = {"sides": ["no"]}
    done = propose("--only", "sides")
    assert done.exit_code == 1
    assert "content/choir.md: skipped sides, 5 posts: the answer is no JSON, or is cut off" in done.stderr


def test_a_step_or_a_model_that_does_not_exist_is_told(model: StandIn, site: Path) -> None:
    assert "no such step 'sides!'" in propose("--only", "sides!").stderr
    done = propose("--model", "stand-inn")
    assert done.exit_code == 1
    assert "no model is called 'stand-inn', did you mean 'stand-in'?" in done.stderr


def test_a_wrong_setting_is_told(site: Path) -> None:
    config = site / "mkdocs.yml"
    config.write_text(config.read_text().replace("price_in", "price_inn").replace("8.5", "much"), encoding="utf-8")
    done = propose()
    assert done.exit_code == 1
    assert "unknown setting `propose.price_inn`, did you mean 'price_in'?" in done.stderr
    assert "setting `propose.price_out` is 'much', it must be a number" in done.stderr
