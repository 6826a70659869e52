"""Who decided is on the page and in the JSON; what nobody reviewed is published only where the owner says so."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from digest.builder import build
from digest.cli import main
from digest.curated import load_curated
from digest.curation import beside, loads
from digest.errors import CurationError
from digest.model import Decision
from digest.model.contract import to_json
from digest.settings import Settings
from tests.browser.test_review import DEBATE

SCHEMA = json.loads((Path(__file__).parents[2] / "digest" / "model" / "digest.schema.json").read_text(encoding="utf-8"))
MODEL = 'tiny <b>"model"</b> *9*'
PROPOSALS = f"""\
proposed:
  model: '{MODEL}'
proposition: "Zebras proposed the small room."
sides:
  - {{post: c1, side: against}}
  - {{post: d1, side: for}}
stances:
  - {{post: b1, stance: support}}
topics:
  - {{topic: "Zebra topic", posts: [b1, c1]}}
key_points:
  - pin: {{post: d1, text: "Half of the basses sing elsewhere on Mondays"}}
    side: neither
    posts: [d1]
  - drop: others
summary:
  - {{words: "Zebras summarize it.", cites: [b1]}}
"""
MARK = "not reviewed"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SITE_URL", raising=False)
    folder = tmp_path / "debates"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    for old in (folder / "content").iterdir():
        old.unlink()
    (folder / "content" / "choir.md").write_text(DEBATE, encoding="utf-8")
    (folder / "content" / "choir.proposals.yml").write_text(PROPOSALS, encoding="utf-8")
    return folder


def setting(site: Path, **values: bool) -> None:
    config = site / "mkdocs.yml"
    lines = "".join(f"      {name}: {str(value).lower()}\n" for name, value in values.items())
    text = config.read_text(encoding="utf-8").partition("\nextra:")[0]
    config.write_text(f"{text}\nextra:\n  digest:\n    propose:\n{lines}", encoding="utf-8")


def pages(site: Path) -> dict[str, str]:
    """All pages and exports that a build makes."""
    build(site / "mkdocs.yml")
    folder = site / "generated"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".digest-pages.json"  # it holds times
    }


def test_what_nobody_reviewed_is_in_no_file_unless_the_owner_says_so(site: Path) -> None:
    before = pages(site)
    assert not [path for path, text in before.items() if "Zebra" in text or "tiny" in text or MARK in text]
    setting(site, publish=True)
    after = pages(site)
    page = after["debates/choir/index.md"]
    assert "Zebras proposed the small room." in page
    assert "Zebras summarize it." in page
    assert "Zebra topic" in page
    assert page.count(MARK) >= 5  # the proposition, the sides, the point, the topic, the summary
    for path, text in after.items():
        if path.endswith((".md", ".html")) and ("Zebra" in text or "Half of the basses sing elsewhere" in text):
            assert MARK in text or "transcript" in path, path
    assert MARK in after["debates/choir/transcript.md"]
    assert "1 with a model’s proposals, not reviewed" in after["about/index.md"]
    setting(site, publish=False)
    assert pages(site) == before


def test_a_model_has_no_hold_on_the_page_by_its_name(site: Path) -> None:
    setting(site, publish=True)
    for path, text in pages(site).items():
        if path.endswith((".md", ".html")):
            assert "<b>" not in text.replace("<b>{", ""), path


def test_the_cache_notices_other_proposals(site: Path) -> None:
    setting(site, publish=True)
    pages(site)
    file = site / "content" / "choir.proposals.yml"
    file.write_text(PROPOSALS.replace("Zebra topic", "Okapi topic"), encoding="utf-8")
    assert "Okapi topic" in pages(site)["debates/choir/index.md"]


def test_a_broken_file_of_proposals_stops_only_who_publishes_it(site: Path) -> None:
    (site / "content" / "choir.proposals.yml").write_text("sides:\n\t- x\n", encoding="utf-8")
    pages(site)
    setting(site, publish=True)
    with pytest.raises(CurationError, match=r"content/choir\.proposals\.yml:2: broken YAML"):
        pages(site)


def test_what_was_accepted_is_marked_and_can_be_left_out(site: Path) -> None:
    before = pages(site)
    done = CliRunner().invoke(
        main,
        [
            "review",
            str(site / "content" / "choir.md"),
            "-f",
            str(site / "mkdocs.yml"),
            "--accept",
            "proposition",
            "--accept",
            "topics",
            "--accept",
            "summary",
            "--reject",
            "sides",
        ],
    )
    assert done.exit_code == 0, done.output
    page = pages(site)["debates/choir/index.md"]
    assert page.count("model, reviewed") >= 3
    assert MARK not in page
    assert "the editor’s words" not in page
    about = pages(site)["about/index.md"]
    assert "1 with a model’s proposals, reviewed" in about
    assert "0 corrected by editors" in about
    setting(site, show=False, publish=True)
    assert pages(site) == before


def test_a_summary_in_the_debates_own_file_goes_before_a_proposed_one(site: Path) -> None:
    file = site / "content" / "choir.md"
    file.write_text(DEBATE.replace("---\n\n", 'summary: "Ours."\n---\n\n', 1), encoding="utf-8")
    digest = load_curated(file, models="all").digest
    assert (digest.document.summary, digest.summary) == ("Ours.", ())


def test_an_editors_own_word_goes_before_a_proposal_however_it_names_the_post(site: Path) -> None:
    words = "The chess club would be happy with the small room"
    (site / "content" / "choir.curation.yml").write_text(
        f'sides:\n  - {{post: "{words}", side: neither}}\ntopics:\n  - {{topic: "Ours", posts: ["{words}"]}}\n'
        f'key_points:\n  - {{point: "Half of the basses sing elsewhere", side: for}}\n',
        encoding="utf-8",
    )
    digest = load_curated(site / "content" / "choir.md", models="all").digest
    assert digest.positions["c1"].side == "neither"
    assert digest.positions["c1"].decided == Decision()
    assert digest.positions["d1"].decided == Decision(MODEL, reviewed=False)
    assert [one.title for one in digest.topics if "c1" in one.posts] == ["Ours"]
    assert load_curated(site / "content" / "choir.md", models="all").faults == ()


def test_the_contract_says_who_decided(site: Path) -> None:
    file = site / "content" / "choir.md"
    (site / "content" / "choir.curation.yml").write_text(
        'threads: []\nsides:\n  - {post: b1, side: against}\nproposition: {words: "Yes.", by: "m"}\n', encoding="utf-8"
    )
    data = json.loads(json.dumps(to_json(load_curated(file, models="all").digest)))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert data["proposition"]["decided"] == {"by": "model", "model": "m", "reviewed": True}
    posts = {one["id"]: one.get("side_decided") for one in data["posts"]}
    assert posts["b1"] == {"by": "editor"}
    assert posts["d1"] == {"by": "model", "model": MODEL, "reviewed": False}
    assert posts["a1"] is None
    assert data["summary"][0]["decided"]["reviewed"] is False
    assert "decided" not in data["claims"][0]
    plain = to_json(load_curated(file, models="none").digest)
    assert plain["proposition"] != data["proposition"]
    assert "summary" not in plain


def test_settings_name_the_models(site: Path) -> None:
    assert Settings().propose.shown == "reviewed"
    path = site / "content" / "choir.md"
    assert beside(path).curation.items == ()
    assert len(beside(path, models="all").curation.items) == 6
    assert loads("sides:\n  - {post: a, side: for, by: m}\n", path="x").items[0].by == "m"
