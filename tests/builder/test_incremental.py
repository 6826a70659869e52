"""A build that does only what changed leaves the very same as one that does everything."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest.builder import Markdown, build, write_markdown
from digest.builder import jobs as jobs_module
from digest.builder import write_pages as write_pages_module
from digest.builder.cache import FOLDER
from digest.errors import ContentError, CurationError
from digest.model import Concept
from digest.settings import load_site
from digest.site import Catalogue, Page

ROOT = Path(__file__).parents[2]
EDITS = 12
Debate = Callable[..., str]


def made(root: Path, **more: int) -> Markdown:
    return write_markdown(load_site(root / "mkdocs.yml"), **more)


def pages(root: Path) -> dict[str, bytes]:
    folder = root / "generated"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def fresh(root: Path, into: Path) -> dict[str, bytes]:
    """The pages that a build without any memory makes from the same sources."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(root, into, ignore=shutil.ignore_patterns("generated", FOLDER, "site"))
    (into / "generated").mkdir()
    made(into)
    return pages(into)


def test_where_nothing_changed_nothing_is_analysed_made_or_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(site)
    assert (first.analysed, first.pages.changed) == (3, first.pages.total)

    def refuse(*_: object) -> None:
        raise AssertionError("done again")

    monkeypatch.setattr("digest.builder.analyse_debates.study", refuse)
    monkeypatch.setattr("digest.builder.write_pages.print_pages", refuse)
    monkeypatch.setattr("digest.builder.write_pages.shared_pages", refuse)
    again = made(site)
    assert (again.analysed, again.pages.changed, again.pages.removed) == (0, 0, 0)
    assert again.pages.total == first.pages.total


def test_another_process_knows_what_the_last_one_did(site: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from digest.builder import write_markdown;"
        "from digest.settings import load_site;"
        "made = write_markdown(load_site(Path(sys.argv[1])));"
        "print(made.analysed, made.printed, made.pages.changed > 0)"
    )
    told = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", program, str(site / "mkdocs.yml")]
        told.append(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split())
    assert told == [["3", "3", "True"], ["0", "0", "False"]]


def test_two_builds_are_the_same_byte_for_byte(make_site: Callable[[str], Path]) -> None:
    one, other = make_site("one"), make_site("other")
    made(one, jobs=1)
    made(other, jobs=2)
    assert pages(one) == pages(other)


def test_one_changed_debate_is_the_only_one_that_is_analysed(site: Path, debate: Debate) -> None:
    made(site)
    (site / "content/bikes.md").write_text(debate("Do bike lanes help?", "A bike lane is cheap."))
    assert made(site).analysed == 1


def test_after_any_edits_the_pages_are_those_of_a_build_from_nothing(
    site: Path, tmp_path: Path, debate: Debate
) -> None:
    rng = random.Random(8)
    config = (site / "mkdocs.yml").read_text()
    claims = ["The tram line is loud.", "A bike lane needs no wire.", "Free parking fills the bike lane."]
    edits: list[Callable[[], object]] = [
        lambda: (site / f"content/new-{rng.randrange(4)}.md").write_text(debate("Is this new?", rng.choice(claims))),
        lambda: (site / "content/trams.md").write_text(debate(f"Trams {rng.random():.2f}?", rng.choice(claims))),
        lambda: [path.unlink() for path in rng.sample(sorted((site / "content").glob("new-*.md")), k=1)],
        lambda: rng.choice(sorted((site / "content").glob("*.md"))).rename(site / f"content/moved-{rng.random()}.md"),
        lambda: (site / "mkdocs.yml").write_text(f"{config}extra: {{digest: {{related: {rng.randrange(3)}}}}}\n"),
        lambda: (site / "mkdocs.yml").write_text(config.replace("Small", f"Small {rng.random()}")),
        lambda: write(site / "templates/tags.md", f"# Tags {rng.random()}\n"),
        lambda: write(site / "content/site.curation.yml", "keyphrases:\n  - rename: tram line\n    to: Tram lines\n"),
        lambda: rng.choice(sorted((site / "generated/debates").rglob("*.md"))).write_text("scribbled over"),
        lambda: rng.choice(sorted((site / "generated").rglob("*.md"))).unlink(),
        lambda: shutil.rmtree(site / FOLDER / rng.choice(["digest", "study", "showing"]), ignore_errors=True),
        lambda: [path.write_bytes(b"damaged") for path in (site / FOLDER / "digest").rglob("*") if path.is_file()],
    ]
    for at in range(EDITS):
        edit = edits[at % len(edits)]
        try:
            edit()
        except (IndexError, ValueError):  # there was nothing of the kind
            continue
        made(site)
        assert pages(site) == fresh(site, tmp_path / "fresh"), f"after edit {at}"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def test_a_correction_changes_its_debate_and_no_other_is_analysed(site: Path) -> None:
    made(site)
    (site / "content/trams.curation.yml").write_text("summary: In short, trams.\n")
    again = made(site)
    assert again.analysed == 1
    assert b"In short, trams." in pages(site)["debates/trams/index.md"]


def test_another_program_trusts_nothing_that_was_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(site)
    monkeypatch.setattr("digest.builder.analyse_debates.versions_of", lambda names: "another")
    assert made(site).analysed == 3


def test_a_cache_that_cannot_be_written_is_told_and_the_pages_are_made(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / FOLDER).write_text("in the way")
    told = made(site).warnings
    assert [str(one).count(FOLDER) for one in told] == [1]
    assert "cannot be written" in str(told[0])
    assert "debates/trams/index.md" in pages(site)


def test_all_that_is_wrong_is_told_in_one_go(site: Path, debate: Debate) -> None:
    (site / "content/empty.md").write_text("")
    (site / "content/nobody.curation.yml").write_text("summary: x\n")
    (site / "content/trams2.md").write_text(debate("Trams?", "Trams.").replace("---\n", "---\nslug: trams\n", 1))
    with pytest.raises(ContentError) as caught:
        made(site)
    told = str(caught.value)
    assert "content/empty.md: is empty" in told
    assert "has the same slug as content/trams.md" in told
    assert "content/nobody.curation.yml: belongs to no debate" in told
    assert not pages(site)


def test_corrections_alone_that_are_wrong_are_told_as_such(site: Path) -> None:
    (site / "content/nobody.curation.yml").write_text("summary: x\n")
    with pytest.raises(CurationError, match="belongs to no debate"):
        made(site)


def test_a_worker_with_another_program_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "source", lambda parts: "another")
    with pytest.raises(Exception, match="another version of digest"):
        made(site)


def test_the_site_is_rendered_only_where_a_page_changed(site: Path, debate: Debate) -> None:
    config = site / "mkdocs.yml"
    assert build(config).rendered
    before = {path: path.stat().st_mtime_ns for path in (site / "site").rglob("*")}
    assert not build(config).rendered
    assert {path: path.stat().st_mtime_ns for path in (site / "site").rglob("*")} == before
    (site / "site/index.html").write_text("scribbled over")
    assert build(config).rendered
    assert "scribbled" not in (site / "site/index.html").read_text()
    (site / "content/trams.md").write_text(debate("Trams at all?", "Trams are slow."))
    assert build(config).rendered
    config.write_text(config.read_text() + "site_author: somebody\n")
    assert build(config).rendered


def test_a_debate_more_makes_only_those_parts_of_others_anew_that_show_it(
    site: Path, debate: Debate, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(site)
    asked: dict[str, set[str]] = {}

    def noted(task: jobs_module.Print) -> jobs_module.Printed:
        asked[task.slug] = set(task.parts)
        return jobs_module.print_pages(task)

    monkeypatch.setattr("digest.builder.write_pages.print_pages", noted)
    (site / "content/wires.md").write_text(debate("Should the tram line have a wire?", "The tram line is loud."))
    before = pages(site)
    made(site)
    now = pages(site)
    assert asked.pop("wires") == {"debate", "topics", "threads", "transcript", "files", "moved"}
    assert asked, "no other debate shows the new one: the fixture has lost its shared concept"
    assert all("files" not in parts and "moved" not in parts for parts in asked.values())
    assert any(b"debates/wires" in now[path] or b"../wires" in now[path] for path in before if path in now)


def test_concepts_that_nothing_touched_are_not_made_anew(
    site: Path, debate: Debate, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("x", "y"):
        (site / f"content/{name}.md").write_text(debate(f"Is the night bus {name}?", "The night bus is a night bus."))
    made(site)
    printed: list[str] = []
    original = write_pages_module.concept_pages

    def noted(one: Concept, *, catalogue: Catalogue) -> Iterator[Page]:
        printed.append(one.text)
        return original(one, catalogue=catalogue)

    monkeypatch.setattr(write_pages_module, "concept_pages", noted)
    (site / "content/x.md").write_text(debate("Is the night bus x?", "The night bus is not a bus."))
    made(site)
    assert "night bus" in printed
    assert len(printed) < sum(path.startswith("concepts/") and path.endswith(".md") for path in pages(site)) - 1


def speak(site: Path, language: str) -> None:
    config = site / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "theme: {name: mkdocs}" in text
    config.write_text(text.replace("{name: mkdocs}", f"{{name: mkdocs, language: {language}}}"), encoding="utf-8")


def test_another_language_makes_all_pages_anew_and_analyses_nothing(site: Path) -> None:
    made(site)
    speak(site, "de")
    again = made(site)
    assert (again.analysed, again.printed, again.warnings) == (0, 3, ())
    assert "Debatten" in pages(site)["debates/index.md"].decode()


def test_another_word_of_a_translation_makes_pages_anew(site: Path) -> None:
    speak(site, "de")
    made(site)
    (site / "templates" / "locale").mkdir(parents=True)
    (site / "templates" / "locale" / "de.po").write_text('msgid "Debates"\nmsgstr "Streit"\n', encoding="utf-8")
    assert made(site).printed == 3
    assert "# Streit" in pages(site)["debates/index.md"].decode()


def test_a_language_without_a_translation_is_told_once_and_pages_stay_english(site: Path) -> None:
    speak(site, "nl")
    (warning,) = made(site).warnings
    assert "no translation into `nl`" in str(warning)
    assert "templates/locale/nl.po" in str(warning)
    assert "# Debates" in pages(site)["debates/index.md"].decode()
