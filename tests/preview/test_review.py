"""What is decided on a page is in the file of corrections, as it was meant, and can be taken back."""

import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from digest.builder import build
from digest.cli import main
from digest.preview.desk import Desk
from digest.preview.guard import Refused
from tests.browser.test_review import DEBATE, OURS, PROPOSALS


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SITE_URL", raising=False)
    folder = tmp_path / "debates"
    assert CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    (folder / "content" / "choir.md").write_text(DEBATE, encoding="utf-8")
    (folder / "content" / "choir.curation.yml").write_text(OURS, encoding="utf-8")
    (folder / "content" / "choir.proposals.yml").write_text(PROPOSALS, encoding="utf-8")
    return folder


@pytest.fixture
def desk(site: Path) -> Desk:
    return Desk(site / "mkdocs.yml", {"choir": "content/choir.md"})


def text(site: Path) -> str:
    return (site / "content" / "choir.curation.yml").read_text(encoding="utf-8")


def decide(desk: Desk, **asked: Any) -> dict[str, Any]:
    return desk.write("choir", {"version": desk.read("choir", {})["version"], **asked})


def proposal(state: dict[str, Any], kind: str) -> str:
    return next(one["id"] for one in state["proposals"] if one["kind"] == kind)


def thing(state: dict[str, Any], kind: str, name: str = "") -> dict[str, Any]:
    return next(one for one in state["things"] if one["kind"] == kind and (not name or one["id"] == name))


def edit(desk: Desk, kind: str, name: str, **fields: Any) -> dict[str, Any]:
    return decide(desk, do="edit", kind=kind, id=name, fields=fields)


def test_decisions_keep_the_file_and_are_undone_one_by_one(desk: Desk, site: Path) -> None:
    proposals = (site / "content" / "choir.proposals.yml").read_bytes()
    begun = desk.read("choir", {})
    assert [one["kind"] for one in begun["proposals"]] == ["proposition", "sides", "sides", "topics"]
    assert begun["undo"] == ""
    decide(desk, do="accept", proposals=[proposal(begun, "topics")])
    first = text(site)
    assert first.startswith(OURS)
    assert 'topic: "Who loses the room"' in first
    state = decide(desk, do="reject", proposals=[one["id"] for one in begun["proposals"] if one["kind"] == "sides"])
    assert state["done"] == "2 proposals rejected."
    assert [one["kind"] for one in state["proposals"]] == ["proposition"]
    assert text(site) == first
    edit(desk, "proposition", "", text="The choir should rehearse on Tuesdays.")
    assert desk.read("choir", {})["proposals"] == []
    for left in (2, 1, 0):
        assert desk.read("choir", {})["undo"]
        decide(desk, do="undo")
        assert bool(desk.read("choir", {})["undo"]) == (left > 0)
    assert text(site) == OURS
    assert (site / "content" / "choir.proposals.yml").read_bytes() == proposals
    with pytest.raises(Refused, match="nothing to undo"):
        decide(desk, do="undo")


def test_the_first_decision_makes_the_file_and_undo_takes_it_away(desk: Desk, site: Path) -> None:
    (site / "content" / "choir.curation.yml").unlink()
    edit(desk, "post", "c1", side="against")
    assert "sides:" in text(site)
    decide(desk, do="undo")
    assert not (site / "content" / "choir.curation.yml").exists()


def test_what_is_said_twice_of_one_thing_stands_once(desk: Desk, site: Path) -> None:
    point = thing(desk.read("choir", {}), "point")["id"]
    edit(desk, "point", point, side="against")
    edit(desk, "point", point, core=False)
    edit(desk, "point", point, side="neither")
    assert text(site).count("point: ") == 1
    assert "side: neither" in text(site)
    assert "core: false" in text(site)
    for side in ("for", "against"):
        edit(desk, "post", "b1", side=side)
    assert text(site).endswith("sides:\n  - post: b1\n    side: against\n")
    topic = thing(desk.read("choir", {}), "topic")["id"]
    for title in ("One", "Two"):
        edit(desk, "topic", topic, title=title)
    assert "One" not in text(site)
    assert thing(desk.read("choir", {}), "topic")["title"] == "Two"
    for words in ("A day.", "Another day."):
        edit(desk, "summary", "", text=words)
    assert text(site).count("summary:") == 1


def test_a_proposal_that_was_changed_is_decided(desk: Desk, site: Path) -> None:
    state = desk.read("choir", {})
    one = next(one for one in state["proposals"] if one["about"] == {"kind": "post", "id": "d1"})
    after = decide(desk, do="edit", kind="post", id="d1", fields={"side": "neither"}, proposal=one["id"])
    assert one["id"] not in [other["id"] for other in after["proposals"]]
    assert "stand-in" not in text(site)


def test_who_has_seen_another_version_writes_nothing(desk: Desk, site: Path) -> None:
    seen = desk.read("choir", {})
    (site / "content" / "choir.curation.yml").write_text(OURS + "# Mine, too.\n", encoding="utf-8")
    asked = [
        {"do": "accept", "proposals": [proposal(seen, "topics")]},
        {"do": "edit", "kind": "summary", "id": "", "fields": {"text": "x"}},
        {"do": "undo"},
    ]
    for one in asked:
        with pytest.raises(Refused) as refused:
            desk.write("choir", {"version": seen["version"], **one})
        assert refused.value.status == 409
    assert text(site) == OURS + "# Mine, too.\n"


def test_undo_takes_back_nothing_that_somebody_else_wrote(desk: Desk, site: Path) -> None:
    edit(desk, "summary", "", text="Ours.")
    theirs = text(site) + "# Theirs.\n"
    (site / "content" / "choir.curation.yml").write_text(theirs, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        decide(desk, do="undo")
    assert (refused.value.status, text(site)) == (409, theirs)


def test_of_many_editors_at_once_each_is_told_or_followed(desk: Desk, site: Path) -> None:
    version = desk.read("choir", {})["version"]
    told: list[int] = []

    def write(number: int) -> None:
        asked = {"version": version, "do": "edit", "kind": "summary", "id": "", "fields": {"text": f"Editor {number}."}}
        try:
            desk.write("choir", asked)
            told.append(200)
        except Refused as refused:
            told.append(refused.status)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(told) == [200, 409, 409, 409]
    assert text(site).count("Editor") == 1


def test_what_does_not_fit_the_debate_is_refused_in_words(desk: Desk, site: Path) -> None:
    with pytest.raises(Refused, match="no key point or post") as refused:
        edit(desk, "summary", "", text="It turns on the hall. [words that nobody said here]")
    assert (refused.value.status, refused.value.more) == (422, {"field": "text"})
    assert text(site) == OURS
    (site / "content" / "choir.curation.yml").write_text("hide: {broken", encoding="utf-8")
    with pytest.raises(Refused, match=r"choir\.curation\.yml:1: broken YAML"):
        desk.read("choir", {})


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"version": 3, "do": "undo"},
        {"version": "x"},
        {"version": "x", "do": "burn"},
        {"version": "x", "do": "accept", "proposals": "all"},
        {"version": "x", "do": "accept", "proposals": [1]},
        {"version": "x", "do": "edit", "kind": 1, "id": "", "fields": {}},
        {"version": "x", "do": "edit", "kind": "point", "id": "x", "fields": []},
        {"version": "x", "do": "edit", "kind": "point", "id": "x", "fields": {}, "proposal": {}},
    ],
)
def test_odd_requests_are_refused(desk: Desk, site: Path, asked: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        desk.write("choir", asked)
    assert refused.value.status == 400
    assert text(site) == OURS


def test_only_debates_of_the_site_are_read_and_written(desk: Desk) -> None:
    for name in ("", "..", "../choir", "nobody", "content/choir.md"):
        with pytest.raises(Refused) as refused:
            desk.read(name, {})
        assert refused.value.status == 404
    pages = {"debates/choir": "choir", "debates/choir/": "choir", "debates/choir/transcript/": "choir"}
    pages |= {"debates/choir/embed.html": None, "debates/other/": None, "": None, "debates/": None}
    assert {page: desk.debate_of(page) for page in pages} == pages


def test_a_published_site_has_nothing_of_it(site: Path) -> None:
    output = build(site / "mkdocs.yml").output
    for path in output.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"__digest__" not in data, path
            assert b"dgr-" not in data, path
            assert b"Who loses the room" not in data, path  # no proposal is published
    assert not [path for path in output.rglob("*") if path.name.startswith("review.")]
