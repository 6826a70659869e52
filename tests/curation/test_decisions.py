"""A digest says who decided about each of its elements: an editor, a model with or without a review, or nobody."""

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from digest.builder import build
from digest.curated import load_curated
from digest.curation import beside
from digest.curation.items import SetSide
from digest.curation.published import published
from digest.curation.writing import fingerprint
from digest.errors import CurationError
from digest.model import Decision
from digest.model.contract import to_json
from digest.recipe import Curated
from digest.settings import Propose

Apply = Callable[[str], Curated]
BY = "gemma-3"
SCHEMA = json.loads((files("digest.model") / "digest.schema.json").read_text(encoding="utf-8"))

CORRECTIONS = f"""\
proposition: {{words: "Mill Street should be closed to cars.", by: {BY}}}
sides:
  - {{post: d1, side: against}}
  - {{post: b2, side: against, by: {BY}}}
stances:
  - {{post: e1, stance: support}}
topics:
  - topic: "Deliveries"
    posts: [d1, b2]
    by: {BY}
key_points:
  - pin: "The air on it is worse than on the ring road."
  - point: "the shops gained customers during the trial"
    side: for
    by: {BY}
threads:
  - rename: "Deliveries must still reach the shops"
    title: "When may lorries come?"
relations:
  - source: "A closed street would make the air better"
    target: "The air on it is worse than on the ring road"
    type: support
summary:
  - words: "Shops and air are weighed against each other."
    cites: [b1]
    by: {BY}
"""

PROPOSALS = """\
proposed:
  model: gemma-3
  date: '2026-12-01'
sides:
  - {post: d1, side: for}
  - {post: b2, side: against}
  - {post: "nobody wrote this", side: against}
key_points:
  - pin: "the shops gained customers during the trial"
    side: for
    core: true
    posts: [a2]
hide:
  - post: c1
"""


def test_each_element_says_who_decided(corrected: Apply) -> None:
    digest = corrected(CORRECTIONS).digest
    editor, accepted = Decision(), Decision(BY)
    decided = digest.decisions
    assert decided["proposition"] == decided["summary"] == decided["side b2"] == accepted
    assert decided["side d1"] == decided["stance e1"] == editor
    named = {one.text: decided.get(f"point {one.id}") for one in digest.key_points}
    assert next(by for text, by in named.items() if "children walk to school" in text) == editor
    assert next(by for text, by in named.items() if "gained customers" in text) == accepted
    topics = {one.title: decided.get(f"topic {one.id}") for one in digest.topics}
    assert topics.pop("Deliveries") == accepted
    assert set(topics.values()) <= {None}
    (thread,) = (one for one in digest.threads if one.retitled)
    assert decided[f"thread {thread.id}"] == editor
    (relation,) = (one for one in decided if one.startswith("relation "))
    assert decided[relation] == editor


def test_the_json_says_so_and_keeps_to_its_schema(corrected: Apply) -> None:
    data = json.loads(json.dumps(to_json(corrected(CORRECTIONS).digest)))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    accepted = {"who": "model", "model": BY, "reviewed": True}
    assert data["proposition"]["decided_by"] == data["summary"]["decided_by"] == accepted
    posts = {post["id"]: post.get("decided_by") for post in data["posts"]}
    assert posts["d1"] == posts["e1"] == {"who": "editor"}
    assert posts["b2"] == accepted
    assert posts["a1"] is None


def test_without_corrections_nothing_is_decided(corrected: Apply) -> None:
    digest = corrected("").digest
    assert digest.decisions == {}
    assert "decided_by" not in json.dumps(to_json(digest))


@pytest.fixture
def debate(tmp_path: Path, thread: bytes) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    path = content / "mill-street.md"
    path.write_bytes(thread)
    path.with_name("mill-street.proposals.yml").write_text(PROPOSALS, encoding="utf-8")
    path.with_name("mill-street.curation.yml").write_text("sides:\n  - {post: d1, side: against}\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return path


CONFIG = """\
site_name: Debates
docs_dir: generated
nav: [index.md]
theme: {name: material, custom_dir: generated/.theme}
extra: {digest: {propose: {}}}
"""


def test_proposals_are_not_shown_unless_the_owner_says_so(debate: Path) -> None:
    lying = beside(debate)
    assert published(lying, debate=debate, publish=False, show=True) is lying
    shown = published(lying, debate=debate, publish=True, show=True)
    assert shown.raw != lying.raw  # so that the cache notices
    done = load_curated(debate, propose=Propose(publish=True))
    assert done.digest.positions["d1"].side == "against"  # the editor prevails
    assert done.digest.decisions["side d1"] == Decision()
    assert done.digest.decisions["side b2"] == Decision(BY, reviewed=False)
    assert done.faults == ()  # what matches nothing is stale, and no fault
    assert {post.id for post in done.digest.document.posts} >= {"c1"}  # a proposal hides nothing


def test_a_rejected_proposal_is_not_shown(debate: Path) -> None:
    path = debate.with_name("mill-street.proposals.yml")
    mark = fingerprint(SetSide(0, "b2", "against"))
    path.write_text(PROPOSALS.replace("  date:", f"  rejected: [{mark}]\n  date:"), encoding="utf-8")
    assert "side b2" not in load_curated(debate, propose=Propose(publish=True)).digest.decisions


def test_one_setting_leaves_out_all_that_a_model_proposed(debate: Path) -> None:
    path = debate.with_name("mill-street.curation.yml")
    path.write_text(CORRECTIONS, encoding="utf-8")
    digest = load_curated(debate, propose=Propose(publish=True, show=False)).digest
    assert set(digest.decisions.values()) == {Decision()}
    assert digest.positions["d1"].side == "against"
    assert digest.document.summary is None


def test_broken_proposals_are_one_clear_fault(debate: Path) -> None:
    debate.with_name("mill-street.proposals.yml").write_text("sides: [", encoding="utf-8")
    with pytest.raises(CurationError, match=r"mill-street.proposals.yml:\d+: .*YAML"):
        load_curated(debate, propose=Propose(publish=True))


def test_pages_mark_what_nobody_has_reviewed(debate: Path) -> None:
    root = debate.parent.parent
    build(root / "mkdocs.yml")

    def words(folder: str) -> str:
        every = (one for one in (root / folder).rglob("*") if one.suffix in (".md", ".json", ".html", ".argdown"))
        return "\n".join(one.read_text(encoding="utf-8") for one in every)

    assert BY not in words("generated") + words("site")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("propose: {}", "propose: {publish: true}"), encoding="utf-8")
    build(root / "mkdocs.yml")
    page = (root / "generated/debates/mill-street/index.md").read_text(encoding="utf-8")
    assert f"proposed by {BY}, not reviewed" in page
    assert f"{BY} proposed the side of 1 comment; nobody has reviewed it." in page
    about = (root / "generated/about/index.md").read_text(encoding="utf-8")
    assert "1 debate shows proposals of a language model that nobody has reviewed." in about
    assert "An editor corrected 1 debate." in about
