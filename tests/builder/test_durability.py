"""Whatever happens to a build, pages are old or new and whole, one line says what to do, and the next one is good."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.builder import build, write_markdown
from digest.builder.cache import FOLDER
from digest.builder.install_site import EXCHANGE, recover
from digest.errors import ContentError, OutputError, SettingsError
from digest.settings import load_site

ROOT = Path(__file__).parents[2]
KILLS = 40


def made(root: Path) -> None:
    write_markdown(load_site(root / "mkdocs.yml"), jobs=1)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def in_child(work: Callable[[], object]) -> int:
    """Do it in a copy of this process; its id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def states(site: Path, make_site: Callable[[str], Path], debate: Callable[..., str]) -> list[dict[str, str]]:
    """What the content folder holds, in two versions."""
    old = {path.name: path.read_text() for path in (site / "content").iterdir()}
    new = {name: text.replace("the night bus", "a ferry") for name, text in old.items() if name != "bikes.md"}
    return [old, {**new, "ferries.md": debate("Are ferries slow?", "A ferry is slower than the tram line.")}]


def put(site: Path, content: dict[str, str]) -> None:
    shutil.rmtree(site / "content")
    (site / "content").mkdir()
    for name, text in content.items():
        (site / "content" / name).write_text(text)


def test_a_build_killed_at_any_point_leaves_whole_pages_and_the_next_one_finishes(
    site: Path, make_site: Callable[[str], Path], debate: Callable[..., str]
) -> None:
    rng = random.Random(9)
    versions = states(site, make_site, debate)
    cold = []
    for at, content in enumerate(versions):
        other = make_site(f"cold-{at}")
        put(other, content)
        made(other)
        cold.append(files(other / "generated"))
    made(site)
    begun = time.perf_counter()
    put(site, versions[1])
    made(site)
    longest = time.perf_counter() - begun
    shutil.rmtree(site / FOLDER)
    for kill in range(KILLS):
        put(site, versions[kill % 2])
        child = in_child(lambda: made(site))
        time.sleep(rng.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for path, data in files(site / "generated").items():
            assert data in (cold[0].get(path), cold[1].get(path)), path
        if kill % 8 == 7:
            made(site)
            assert files(site / "generated") == cold[kill % 2]
            assert not list((site / "generated").rglob(".digest-new-*"))
            shutil.rmtree(site / FOLDER)  # so that the next builds have something to do


def test_html_of_a_build_killed_while_it_renders_is_old_or_new(site: Path, debate: Callable[..., str]) -> None:
    rng = random.Random(3)
    build(site / "mkdocs.yml", jobs=1)
    old = files(site / "site")
    begun = time.perf_counter()
    (site / "content/trams.md").write_text(debate("Are trams loud?", "Trams are quieter than the night bus."))
    build(site / "mkdocs.yml", jobs=1)
    longest, new = time.perf_counter() - begun, files(site / "site")
    for kill in range(6):
        title = "Are trams loud?" if kill % 2 else "Are trams quiet?"
        (site / "content/trams.md").write_text(debate(title, "Trams are quieter than the night bus."))
        child = in_child(lambda: build(site / "mkdocs.yml", jobs=1))
        time.sleep(rng.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        recover(site / "site")
        assert files(site / "site").keys() in (old.keys(), new.keys())
    (site / "content/trams.md").write_text(debate("Are trams loud?", "Trams are quieter than the night bus."))
    build(site / "mkdocs.yml", jobs=1)
    assert files(site / "site") == new
    assert not (site / "site" / EXCHANGE).exists()


def test_html_that_a_killed_build_had_begun_to_replace_is_put_back_by_the_next_one_though_it_fails(
    site: Path, debate: Callable[..., str]
) -> None:
    build(site / "mkdocs.yml", jobs=1)
    kept = files(site / "site")
    (site / "content/trams.md").write_text(debate("Are trams loud?", "Trams are quieter than the night bus."))
    child = os.fork()
    if child == 0:
        replace, calls = os.replace, iter(range(10_000))

        def die(new: object, target: object) -> None:
            if "/site/" in str(target) and str(target).endswith(".html") and next(calls) == 3:
                os._exit(9)
            replace(new, target)

        os.replace = die
        build(site / "mkdocs.yml", jobs=1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert files(site / "site") != kept
    (site / "content/bad.json").write_text("{")
    with pytest.raises(ContentError):
        build(site / "mkdocs.yml", jobs=1)
    assert files(site / "site") == kept


def test_two_builds_at_once_both_end_well(site: Path) -> None:
    children = [in_child(lambda: made(site)) for _ in range(3)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    before = files(site / "generated")
    shutil.rmtree(site / "generated")
    shutil.rmtree(site / FOLDER)
    made(site)
    assert files(site / "generated") == before


def test_a_full_disk_is_one_line_and_the_next_build_is_good(site: Path) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "digest", "build", "--jobs", "1", "--config", str(site / "mkdocs.yml")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, preexec_fn=limited, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = [line for line in done.stderr.splitlines() if not line.startswith("warning")]
    assert len(told) == 1
    assert "File too large" in told[0]
    for path, data in files(site / "generated").items():
        assert data.endswith(b"\n"), path
    made(site)


@pytest.mark.parametrize("given", ["abc", "", "-1", "1.5", "4294967296", "9" * 5000, "\u0661"])
def test_a_build_time_that_is_none_is_one_line_before_anything_is_written(
    site: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(SettingsError, match=r"SOURCE_DATE_EPOCH is .* set it to whole seconds since 1970") as caught:
        build(site / "mkdocs.yml", jobs=1)
    assert len(str(caught.value)) < 200
    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
        made(site)
    assert files(site / "generated") == {}


def test_a_folder_that_cannot_be_made_is_one_line(site: Path) -> None:
    (site / "generated").rmdir()
    (site / "generated").write_text("in the way")
    with pytest.raises(
        OutputError, match=r"generated: cannot be written .File exists., something else has this name"
    ) as caught:
        made(site)
    assert len(caught.value.faults) == 1


def test_a_debate_that_vanishes_while_the_site_is_built_is_told_and_no_page_changes(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(site)
    before = files(site / "generated")
    shutil.rmtree(site / FOLDER)
    read = iter(range(100))

    def vanishing(path: Path, *, root: Path | None = None) -> bytes:
        if next(read) == 3:  # the first of the second time around
            (site / "content/bikes.md").unlink(missing_ok=True)
        return original(path, root=root)

    from digest.builder import analyse_debates

    original = analyse_debates.raw_of
    monkeypatch.setattr(analyse_debates, "raw_of", vanishing)
    with pytest.raises(ContentError, match=r"content/bikes\.md: no such file"):
        made(site)
    assert files(site / "generated") == before


def test_a_debate_that_changes_after_it_was_understood_is_told(site: Path) -> None:
    def tell(what: str, done: int, total: int) -> None:
        if what.startswith("Writing debate pages") and done == 1:
            shutil.rmtree(site / FOLDER / "digest")
            for path in (site / "content").iterdir():
                path.write_text(path.read_text() + "\nMore.\n")

    with pytest.raises(ContentError, match="changed while the site was being built, build again"):
        write_markdown(load_site(site / "mkdocs.yml"), jobs=1, tell=tell)
    made(site)


def test_a_cache_that_is_emptied_while_the_site_is_built_is_no_matter(site: Path) -> None:
    def tell(what: str, done: int, total: int) -> None:
        shutil.rmtree(site / FOLDER, ignore_errors=True)

    write_markdown(load_site(site / "mkdocs.yml"), jobs=1, tell=tell)
    before = files(site / "generated")
    made(site)
    assert files(site / "generated") == before
