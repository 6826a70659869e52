"""A curated site, built three times and imported again: every correction still holds, and what is hidden is nowhere."""

import gzip
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
NAME = "mill-street"
CORRECTIONS = """\
# Made by hand.
summary: "The town weighs children's safety against the trade of a street."
formerly: [mill-road]
hide:
  - post: b1
redact:
  - words: "noon"
parents:
  - post: d1
    answers: c1
roles:
  - claim: "Exactly"
    role: premise
relations:
  - source: "the street earned more than before"
    target: title
    type: support
threads:
  - rename: "Deliveries must still reach the shops"
    title: "When do the lorries come?"
key_points:
  - reword: "A closed street without a delivery window"
    words: "Without hours for lorries it fails."
  - pin: "the street earned more than before"
keyphrases:
  - rename: "shops"
    to: "corner shops"
"""
MORE = """
## @fay · 2026-05-30 09:00 · re #c1 · #f1

> A closed street would make the air better

I disagree. The air would be worse on the ring road, because all the cars must drive around the town then.

## @gus · 2026-05-30 09:30 · re #e1 · #g1

> The shops on Mill Street would lose half of their customers

I heard that too, and at noon of all times.
"""
HIDDEN = ("Tilda", "Brandt", "lose half of their customers", "most of them come by car", "noon")


def texts(folder: Path) -> Iterator[tuple[Path, str]]:
    """Whatever can be read of every file: its name, its text, and what a picture says of itself."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        if path.suffix == ".png":
            data = b"".join(_chunks(data))
        yield path, f"{path.relative_to(folder)}\n{data.decode('utf-8', 'replace')}"


def _chunks(data: bytes) -> Iterator[bytes]:
    """The text that stands in a PNG file beside its pixels."""
    at = 8
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"eXIf"):
            yield body
        if kind == b"zTXt":
            yield zlib.decompress(body.partition(b"\0")[2][1:])
        at += size + 12


@pytest.fixture
def site(tmp_path: Path, thread: bytes) -> Path:
    shutil.copy(CONFIG, tmp_path / "mkdocs.yml")
    (tmp_path / "content").mkdir()
    (tmp_path / "thread.md").write_bytes(thread)
    return tmp_path


def run(site: Path, *arguments: str, status: int = 0) -> str:
    done = CliRunner().invoke(main, [*arguments, "--config", str(site / "mkdocs.yml")], catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done.output


def holds(site: Path) -> None:
    """Every correction shows, and nothing that is hidden does."""
    found = {path.relative_to(site / "site").as_posix(): text for path, text in texts(site / "site")}
    for path, text in found.items():
        if not path.startswith("assets/"):
            assert not [words for words in HIDDEN if words.casefold() in text.casefold()], path
    for path, text in texts(site / "generated"):
        assert not [words for words in HIDDEN if words in text and "assets" not in path.parts], path
    page, transcript = found[f"debates/{NAME}/index.html"], found[f"debates/{NAME}/transcript/index.html"]
    assert "The town weighs children" in page
    assert "Without hours for lorries it fails." in page
    assert "picked by the editor" in page
    assert "When do the lorries come?" in page
    assert "hidden by the editor of this site" in transcript
    assert any(path.startswith(f"debates/{NAME}/when-do-the-lorries-come-") for path in found)
    moved = [text for path, text in found.items() if path.startswith(f"debates/{NAME}/") and "url=../when-do" in text]
    assert moved, "the thread's old address leads to it"
    assert f'url=../{NAME}/"' in found["debates/mill-road/index.html"]
    assert "corner shops" in page


def test_corrections_outlive_rebuilds_and_a_new_import(site: Path) -> None:
    run(site, "import", str(site / "thread.md"), "--name", NAME)
    (site / f"content/{NAME}.curation.yml").write_text(CORRECTIONS)
    for _ in range(3):
        told = run(site, "build")
        assert "warning" not in told
    assert " 0 written, 0 removed" in told, "nothing changed, so nothing was written"
    holds(site)
    debate = site / f"site/debates/{NAME}/index.html"
    assert "What is new" not in debate.read_text()

    with (site / "thread.md").open("a") as file:
        file.write(MORE)
    told = run(site, "import", str(site / "thread.md"))
    assert "2 added" in told
    assert "newly answered" in told
    assert (site / f"content/{NAME}.curation.yml").read_text() == CORRECTIONS
    assert "warning" not in run(site, "build")
    holds(site)
    page = debate.read_text()
    assert "What is new" in page
    assert "2 comments added" in page
    assert "claim newly answered" in page
    assert "2 comments added" in (site / f"site/debates/{NAME}/feed.xml").read_text()


def test_a_correction_that_no_longer_matches_is_a_warning_and_the_rest_holds(site: Path) -> None:
    run(site, "import", str(site / "thread.md"), "--name", NAME)
    path = site / f"content/{NAME}.curation.yml"
    path.write_text("parents:\n  - post: zz\n    answers: a1\nhide:\n  - post: b1\n")
    told = run(site, "build")
    assert told.count("warning") == 1
    assert f"warning: content/{NAME}.curation.yml:2: answers: no post matches" in told
    assert not any("Tilda" in text for _, text in texts(site / "site"))


@pytest.mark.parametrize(
    "text",
    [
        "hide:\n  - post: zz\n",
        'redact:\n  - words: "Tilda Brant"\n',
        'redact:\n  - words: "air"\n    post: zz\n',
        'redact:\n  - words: "Mill Street"\n',
    ],
    ids=["a post", "words", "words of a post", "words of its address"],
)
def test_what_hides_nothing_keeps_the_debate_from_being_published_until_it_is_settled(site: Path, text: str) -> None:
    run(site, "import", str(site / "thread.md"), "--name", NAME)
    run(site, "build")
    before = {path: said for folder in ("site", "generated") for path, said in texts(site / folder)}
    corrections = site / f"content/{NAME}.curation.yml"
    corrections.write_text(f"{text}summary: Another summary.\n")
    for command in (["build"], ["build"], ["check"], ["export", "--output", str(site / "exported")]):
        told = run(site, *command, status=1)
        assert f"content/{NAME}.curation.yml:2: " in told
        assert told.count("the debate is not published until this is fixed") == 1
    for command in (["mkdocs", "build", "-q"],):
        done = subprocess.run([sys.executable, "-m", *command], cwd=site, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "until this is fixed" in done.stdout + done.stderr
    assert {path: said for folder in ("site", "generated") for path, said in texts(site / folder)} == before
    assert not any((site / "exported").glob("*"))
    corrections.write_text("summary: Another summary.\n")
    run(site, "build")
    assert any("Another summary" in said for _, said in texts(site / "site"))


def test_an_import_tells_when_an_edit_at_the_source_makes_a_hide_miss(site: Path) -> None:
    source = site / "thread.md"
    run(site, "import", str(source), "--name", NAME)
    (site / f"content/{NAME}.curation.yml").write_text('hide:\n  - post: "would lose half of their customers"\n')
    run(site, "build")
    edited = source.read_text(encoding="utf-8").replace("half of their customers", "many customers")
    source.write_text(edited, encoding="utf-8")
    told = run(site, "import", str(source))
    assert f"warning: content/{NAME}.curation.yml:2: hide: no post matches" in told.replace(f"{site}/", "")
    assert "the debate is not published until this is fixed" in told
    assert "Tilda" not in (site / f"content/{NAME}.changes.yml").read_text(encoding="utf-8")
    run(site, "build", status=1)
    assert not any("Tilda" in said for _, said in texts(site / "site"))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (f"{NAME}.curation.yml", "hide: [\n", r"curation\.yml:\d: broken YAML"),
        ("mill-stret.curation.yml", "hide: []\n", r"belongs to no debate, did you mean 'mill-street\.curation\.yml'"),
        (f"{NAME}.changes.yml", "imports: 3\n", r"changes\.yml:1: is not a record of imports"),
        ("site.curation.yml", "hide: []\n", r"site\.curation\.yml:1: unknown key `hide`"),
    ],
)
def test_a_file_that_hides_nothing_because_it_is_wrong_stops_the_build(
    site: Path, name: str, text: str, told: str
) -> None:
    run(site, "import", str(site / "thread.md"), "--name", NAME)
    (site / "content" / name).write_text(text)
    assert re.search(told, run(site, "build", status=1))
    assert not (site / "site").exists()
