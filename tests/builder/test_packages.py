"""What is installed makes a build do something again only where the build uses it; what it uses always does."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import digest.sources
from digest.builder import build, versions
from digest.builder.versions import ANALYSING, PRINTED_WITH

ROOT = Path(__file__).parents[2]
READER = """
from digest.model import Post
from digest.sources.base import Reader, document
READER = Reader(
    "minutes",
    lambda file: 0.99 if file.text.startswith("MINUTES") else 0.0,
    lambda file, language: document(
        file, title="Minutes", format="markdown", language="en", posts=[Post("m1", "Trams are loud."{more})]
    ),
)
"""


Built = Callable[[], dict[str, int | bool]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where packages are installed besides."""
    path = tmp_path / "packages"
    path.mkdir()
    monkeypatch.syspath_prepend(str(path))
    return path


def forget() -> None:
    """Know no more than a new process does."""
    for known in (versions.readers, versions.rendering, versions._installed, digest.sources._plugins):
        known.cache_clear()
    sys.modules.pop("minutes_reader", None)
    importlib.invalidate_caches()


@pytest.fixture
def built(site: Path) -> Iterator[Built]:
    """Builds the site as a new process would; gives what was done."""

    def tell() -> dict[str, int | bool]:
        forget()
        done = build(site / "mkdocs.yml", jobs=1)
        made = done.markdown
        counts = {"analysed": made.analysed, "printed": made.printed, "written": made.pages.changed}
        return {**counts, "rendered": done.rendered}

    yield tell
    forget()


def install(path: Path, name: str, version: str, *, points: str = "", requires: str = "") -> None:
    info = path / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    needed = f"Requires-Dist: {requires}\n" if requires else ""
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needed}")
    (info / "entry_points.txt").write_text(points)


NOTHING = {"analysed": 0, "printed": 0, "written": 0, "rendered": False}


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("unrelated", ""),
        ("unrelated_theme", "[mkdocs.plugins]\nfancy = nowhere:Fancy\n[markdown.extensions]\nodd = nowhere:Odd\n"),
        ("unrelated_tool", "[console_scripts]\ntool = nowhere:main\n"),
    ],
)
def test_where_nothing_changed_but_a_package_that_is_not_used_nothing_is_done(
    built: Built, path: Path, name: str, points: str
) -> None:
    assert built()["analysed"] == 3
    assert built() == NOTHING
    install(path, name, "1.0", points=points)
    assert built() == NOTHING


@pytest.mark.parametrize("name", ["yake", "PyYAML"])
def test_another_version_of_what_the_analysis_uses_analyses_again(built: Built, path: Path, name: str) -> None:
    built()
    install(path, name, "99.0")
    assert built()["analysed"] == 3


def test_another_version_of_a_renderer_renders_again_and_analyses_nothing(built: Built, path: Path) -> None:
    built()
    install(path, "mergedeep", "99.0")
    assert built() == {**NOTHING, "rendered": True}


def test_a_reader_that_was_edited_reads_again(site: Path, built: Built, path: Path) -> None:
    install(path, "minutes", "1.0", points="[digest.sources]\nminutes = minutes_reader:READER\n")
    (path / "minutes_reader.py").write_text(READER.format(more=""))
    (site / "content/minutes.txt").write_text("MINUTES")
    assert built()["analysed"] == 4
    assert built() == NOTHING
    (path / "minutes_reader.py").write_text(READER.format(more=", author='Ada'"))
    assert built()["analysed"] == 4
    assert "Ada" in "".join(page.read_text() for page in (site / "generated/debates/minutes").rglob("*.md"))
    install(path, "helps_minutes", "1.0")
    assert built() == NOTHING


@pytest.fixture
def fresh() -> Iterator[Callable[[], str]]:
    """The fingerprint of readers, as a new process would tell it."""

    def tell() -> str:
        forget()
        return versions.readers()

    yield tell
    forget()


def test_a_file_beside_a_reader_and_what_it_needs_count_as_well(path: Path, fresh: Callable[[], str]) -> None:
    install(path, "odd", "1.0", points="[digest.sources]\nodd = odd_reader.inner:READER\n", requires="helper>=1")
    (path / "odd_reader/data").mkdir(parents=True)
    (path / "odd_reader/__init__.py").write_text("")
    (path / "odd_reader/data/words.txt").write_text("a")
    seen = [fresh()]
    (path / "odd_reader/data/words.txt").write_text("b")
    seen.append(fresh())
    install(path, "helper", "1.0")
    seen.append(fresh())
    install(path, "unrelated", "1.0")
    assert fresh() == seen[-1]
    assert len(set(seen)) == 3


@pytest.mark.parametrize("place", ["hooks/own.py", ".hooks/own.py", "../own.py"])
def test_a_hook_that_was_edited_renders_again(site: Path, built: Built, place: str) -> None:
    hook = site / place
    hook.parent.mkdir(exist_ok=True)
    text = "def on_page_content(html, **rest):\n    return html + 'SAID'\n"
    hook.write_text(text)
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + f"hooks: [{place}]\n")
    built()
    assert built() == NOTHING
    hook.write_text(text.replace("SAID", "SAID OTHERWISE"))
    assert built()["rendered"]


@pytest.mark.parametrize("what", ["templates", "templates/assets", "templates/debate.md"])
def test_a_template_behind_a_link_that_was_edited_prints_again(
    site: Path, built: Built, tmp_path: Path, what: str
) -> None:
    place = site / "templates/debate.md"
    place.parent.mkdir()
    ours = (ROOT / "templates/debate.md").read_text()
    place.write_text(ours)
    for name in ("theme/x.html", "assets/own.css"):
        (site / "templates" / name).parent.mkdir()
        (site / "templates" / name).write_text("/* one */")
    (site / what).rename(tmp_path / "elsewhere")
    (site / what).symlink_to(tmp_path / "elsewhere")
    built()
    assert built() == NOTHING
    for edited in (tmp_path / "elsewhere", *(tmp_path / "elsewhere").glob("*")):
        if edited.is_file():
            edited.write_text(edited.read_text() + "\nEDITED\n")
    assert built()["printed"] == 3


def test_pages_behind_a_link_that_were_edited_render_again(site: Path, built: Built, tmp_path: Path) -> None:
    (site / "generated").rename(tmp_path / "elsewhere")
    (site / "generated").symlink_to(tmp_path / "elsewhere")
    built()
    assert built() == NOTHING
    (site / "docs").mkdir()
    (site / "docs/index.md").write_text("# Who we are\n")
    assert built()["rendered"]


def test_all_that_the_analysis_and_the_pages_import_is_listed() -> None:
    """Each distribution whose code runs while debates are understood and printed, seen by what is imported."""
    code = """if True:
        import sys
        from importlib.metadata import packages_distributions
        from pathlib import Path
        from digest.builder import jobs
        from digest import analyze
        from digest.site import picture
        from digest.sources import language, read
        for file in Path("content").iterdir():
            if file.suffix != ".yml" and file.name != "README.md":
                analyze(read(file))
        language.language_of(analyze(read(file)).document, default="en")
        known = packages_distributions()
        ours = {one for name in list(sys.modules) for one in known.get(name.partition(".")[0], ())}
        print(*ours)
    """
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {versions._plain(name) for name in done.stdout.split()} - {"setuptools", "debate-digest"}
    imported -= {"filelock"}  # it decides when a build begins, not what it makes
    assert imported <= {*ANALYSING, *PRINTED_WITH}
    assert {"yake", "numpy", "pillow", "selectolax"} <= imported


@pytest.mark.parametrize("name", [*ANALYSING, *PRINTED_WITH])
def test_each_listed_distribution_is_installed_under_this_name(name: str) -> None:
    assert name in versions._installed()
