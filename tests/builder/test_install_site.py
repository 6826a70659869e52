"""A site takes the place of the one before as a whole, and nothing that somebody else put there is touched."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.builder import build
from digest.builder.cache import FOLDER, clean
from digest.builder.install_site import EXCHANGE, RECORD, Installed, files_of, install, recover
from digest.builder.ownership import EDITED, Aside
from digest.errors import OutputError

OLD = {"index.html": "old", "a/index.html": "same", "gone/deep/index.html": "gone", "data": "a file"}
NEW = {"index.html": "new", "a/index.html": "same", "b/index.html": "added", "data/index.html": "a folder"}
THEIRS = {
    ".git/HEAD": "ref",
    ".htaccess": "deny",
    "CNAME": "example.org",
    "gone/mine.txt": "x",
    "a/b/c.txt": "y",
    ".well-known/x": "z",
}


def put(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def found(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text(errors="replace") for name in files_of(folder) if name != RECORD}


def put_in_place(tmp_path: Path, files: dict[str, str], output: Path, *, fresh: Path | None = None) -> Installed:
    made = put(fresh or tmp_path / f"fresh-{len(list(tmp_path.iterdir()))}", files)
    return install(made, output=output, aside=Aside(tmp_path / EDITED, tmp_path))


@pytest.fixture
def site_folder(tmp_path: Path) -> Path:
    """A folder with a site in it, and with files of others."""
    out = tmp_path / "www"
    put_in_place(tmp_path, OLD, out)
    return put(out, THEIRS)


def test_only_what_is_ours_is_replaced_and_removed(tmp_path: Path, site_folder: Path) -> None:
    assert put_in_place(tmp_path, NEW, site_folder) == Installed(changed=3, removed=2)
    assert found(site_folder) == {**NEW, **THEIRS}
    assert not (site_folder / "gone/deep").exists()
    assert set(json.loads((site_folder / RECORD).read_text())["files"]) == set(NEW)
    assert put_in_place(tmp_path, {}, site_folder) == Installed(changed=0, removed=4)
    assert found(site_folder) == THEIRS


def test_a_file_that_is_the_same_keeps_its_time(tmp_path: Path, site_folder: Path) -> None:
    os.utime(site_folder / "a/index.html", (1, 1))
    put_in_place(tmp_path, NEW, site_folder)
    assert (site_folder / "a/index.html").stat().st_mtime == 1


@pytest.mark.parametrize("path", ["b/index.html", "b", "data/index.html/x"])
def test_somebody_elses_file_in_the_way_stops_all(tmp_path: Path, site_folder: Path, path: str) -> None:
    if path.startswith("data"):
        (site_folder / "data").unlink()
    put(site_folder, {path: "theirs"})
    before = found(site_folder)
    with pytest.raises(OutputError, match=r"www: holds files that digest did not write, .* move it") as caught:
        put_in_place(tmp_path, NEW, site_folder)
    assert len(str(caught.value).splitlines()) == 1
    assert found(site_folder) == before


def test_the_same_file_from_somebody_else_is_adopted(tmp_path: Path, site_folder: Path) -> None:
    put(site_folder, {"b/index.html": "added"})
    put_in_place(tmp_path, NEW, site_folder)
    assert found(site_folder) == {**NEW, **THEIRS}


@pytest.mark.parametrize("path", ["index.html", "b", "a", "b/index.html"])
def test_nothing_is_written_or_removed_through_a_link(tmp_path: Path, site_folder: Path, path: str) -> None:
    elsewhere = put(tmp_path / "elsewhere", {"index.html": "precious"})
    place = site_folder / path
    place.parent.mkdir(exist_ok=True)
    if place.is_dir():
        place.rename(tmp_path / "moved")
    place.unlink(missing_ok=True)
    place.symlink_to(elsewhere / "index.html" if path.endswith("html") else elsewhere)
    with pytest.raises(OutputError, match="holds links: "):
        put_in_place(tmp_path, NEW, site_folder)
    assert found(elsewhere) == {"index.html": "precious"}
    assert (site_folder / "index.html").is_symlink() or (site_folder / "index.html").read_text() == "old"


def test_what_lies_behind_a_link_is_not_removed_as_stale(tmp_path: Path, site_folder: Path) -> None:
    elsewhere = put(tmp_path / "elsewhere", {"index.html": "gone"})
    (site_folder / "gone/deep/index.html").unlink()
    (site_folder / "gone/deep").rmdir()
    (site_folder / "gone/deep").symlink_to(elsewhere)
    put_in_place(tmp_path, NEW, site_folder)
    assert found(elsewhere) == {"index.html": "gone"}
    assert (site_folder / "gone/deep").is_symlink()


@pytest.mark.parametrize("path", ["index.html", "a/index.html", "gone/deep/index.html"])
def test_a_file_that_somebody_edited_is_kept_aside_and_told(tmp_path: Path, site_folder: Path, path: str) -> None:
    put(site_folder, {path: "edited by hand"})
    aside = Aside(tmp_path / EDITED, tmp_path)
    install(put(tmp_path / "fresh", NEW), output=site_folder, aside=aside)
    assert found(site_folder) == {**NEW, **THEIRS}
    assert (tmp_path / EDITED / "www" / path).read_text() == "edited by hand"
    (fault,) = aside.faults()
    assert str(fault).startswith(f"www/{path}: was edited after digest wrote it")
    assert f"your version is saved in {EDITED}/www/{path}" in str(fault)


def test_edited_versions_do_not_replace_one_another(tmp_path: Path, site_folder: Path) -> None:
    for text in ("one", "two", "two", "three"):
        put(site_folder, {"index.html": text})
        put_in_place(tmp_path, OLD, site_folder)
    kept = {name: text for name, text in found(tmp_path / EDITED).items() if name != ".gitignore"}
    assert kept == {"www/index.html": "one", "www/index.2.html": "two", "www/index.3.html": "three"}


def test_many_edited_files_are_told_in_few_lines(tmp_path: Path) -> None:
    many = {f"{number}.html": "x" for number in range(50)}
    put_in_place(tmp_path, many, tmp_path / "www")
    put(tmp_path / "www", dict.fromkeys(many, "minified"))
    aside = Aside(tmp_path / EDITED, tmp_path)
    install(put(tmp_path / "fresh", many), output=tmp_path / "www", aside=aside)
    assert len(aside.faults()) == 4
    assert "so were 47 more" in str(aside.faults()[-1])


@pytest.mark.parametrize("path", ["../precious.txt", "/etc/hostname", "a/../../precious.txt", "C:/x", "..\\x", ""])
def test_a_record_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path, path: str) -> None:
    (tmp_path / "precious.txt").write_text("keep")
    out = put(tmp_path / "www", {RECORD: json.dumps({"format": 1, "files": {path: "x", "index.html": "y"}})})
    put_in_place(tmp_path, NEW, out)
    assert (tmp_path / "precious.txt").read_text() == "keep"
    assert found(out) == NEW


def test_a_forged_record_removes_no_file_without_keeping_it(tmp_path: Path) -> None:
    out = put(tmp_path / "www", {"precious.txt": "mine"})
    put(out, {RECORD: json.dumps({"format": 1, "files": {"precious.txt": "0" * 24}})})
    put_in_place(tmp_path, NEW, out)
    assert (tmp_path / EDITED / "www/precious.txt").read_text() == "mine"


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"files": 3}', '{"files": {"index.html": 5}}', "\xff"])
def test_without_a_record_files_that_differ_are_not_ours(tmp_path: Path, site_folder: Path, damage: str) -> None:
    (site_folder / RECORD).write_text(damage)
    with pytest.raises(OutputError, match="did not write"):
        put_in_place(tmp_path, NEW, site_folder)
    assert found(site_folder) == {**OLD, **THEIRS}


@pytest.mark.parametrize("fails_at", range(1, 12))
def test_where_the_disk_refuses_on_the_way_all_is_as_it_was(
    tmp_path: Path, site_folder: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    fresh = put(tmp_path / "fresh", NEW)
    before, record = found(site_folder), (site_folder / RECORD).read_text()
    replace, calls = os.replace, iter(range(1, 100))

    def refuse(*paths: object) -> None:
        if next(calls) == fails_at:
            raise OSError(28, "No space left on device")
        replace(*paths)

    monkeypatch.setattr("os.replace", refuse)
    try:
        install(fresh, output=site_folder, aside=Aside(tmp_path / EDITED, tmp_path))
    except OSError:
        assert found(site_folder) == before
        assert (site_folder / RECORD).read_text() == record
    else:
        assert fails_at > 5
        assert found(site_folder) == {**NEW, **THEIRS}


@pytest.mark.parametrize("killed_at", range(1, 8))
@pytest.mark.parametrize("at", ["os.replace", "os.link"])
def test_what_a_killed_build_had_replaced_is_put_back(
    tmp_path: Path, site_folder: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int, at: str
) -> None:
    before, record = found(site_folder), (site_folder / RECORD).read_text()
    fresh = put(tmp_path / "fresh", NEW)
    child = os.fork()
    if child == 0:
        real, calls = getattr(os, at.removeprefix("os.")), iter(range(1, 100))

        def die(*paths: object) -> None:
            if next(calls) == killed_at:
                os._exit(9)
            real(*paths)

        monkeypatch.setattr(at, die)
        install(fresh, output=site_folder, aside=Aside(tmp_path / EDITED, tmp_path))
        os._exit(0)
    killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    recover(site_folder)
    assert not (site_folder / EXCHANGE).exists()
    if killed:
        assert found(site_folder) == before
        assert (site_folder / RECORD).read_text() == record
    else:
        assert found(site_folder) == {**NEW, **THEIRS}
    install(put(tmp_path / "again", NEW), output=site_folder, aside=Aside(tmp_path / EDITED, tmp_path))
    assert found(site_folder) == {**NEW, **THEIRS}


def test_a_link_stays_a_link_and_its_folder_the_same_folder(tmp_path: Path, site_folder: Path) -> None:
    (tmp_path / "site").symlink_to(site_folder)
    number = site_folder.stat().st_ino
    put_in_place(tmp_path, NEW, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert site_folder.stat().st_ino == number
    assert found(site_folder) == {**NEW, **THEIRS}


def test_a_link_to_a_folder_that_is_not_there_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to(tmp_path / "away/www")
    put_in_place(tmp_path, NEW, tmp_path / "site")
    assert found(tmp_path / "away/www") == NEW
    assert (tmp_path / "site").is_symlink()


def test_from_another_disk_all_is_brought_over_before_anything_moves(
    tmp_path: Path, site_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shm = Path("/dev/shm")
    if not shm.is_dir() or shm.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second disk here")
    fresh = put(shm / f"digest-test-{os.getpid()}", NEW)
    try:
        put_in_place(tmp_path, NEW, site_folder, fresh=fresh)
        assert found(site_folder) == {**NEW, **THEIRS}
    finally:
        for name in list(files_of(fresh)):
            (fresh / name).unlink()


def test_a_build_leaves_foreign_files_of_the_site_folder(site: Path) -> None:
    put(site / "site", THEIRS)
    build(site / "mkdocs.yml", jobs=1)
    (site / "content/trams.md").unlink()
    build(site / "mkdocs.yml", jobs=1)
    assert THEIRS.items() <= found(site / "site").items()
    assert not (site / "site/debates/trams").exists()


def test_a_build_into_a_folder_of_somebody_else_adds_to_it(site: Path) -> None:
    www = put(site.parent / "www", {"report.pdf": "mine", "blog/post.html": "mine"})
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "site_dir: ../www\n")
    build(site / "mkdocs.yml", jobs=1)
    assert (www / "index.html").is_file()
    assert (www / "report.pdf").read_text() == (www / "blog/post.html").read_text() == "mine"


def test_an_edited_page_is_told_by_a_build_and_nothing_is_lost(site: Path) -> None:
    build(site / "mkdocs.yml", jobs=1)
    before = (site / "site/index.html").read_text()
    (site / "site/index.html").write_text("my own")
    (site / "generated/index.md").write_text("my own page")
    told = [str(fault) for fault in build(site / "mkdocs.yml", jobs=1).markdown.warnings]
    assert [line.split(":")[0] for line in told] == ["generated/index.md", "site/index.html"]
    assert (site / "site/index.html").read_text() == before
    assert (site / EDITED / "site/index.html").read_text() == "my own"
    assert (site / EDITED / "generated/index.md").read_text() == "my own page"
    assert not build(site / "mkdocs.yml", jobs=1).markdown.warnings


def test_a_page_that_is_no_longer_made_is_kept_aside_if_somebody_edited_it(site: Path) -> None:
    build(site / "mkdocs.yml", jobs=1)
    (site / "generated/debates/trams/index.md").write_text("my notes")
    (site / "content/trams.md").unlink()
    build(site / "mkdocs.yml", jobs=1)
    assert (site / EDITED / "generated/debates/trams/index.md").read_text() == "my notes"
    assert not (site / "generated/debates/trams").exists()


def test_a_site_is_known_as_ours_after_the_cache_was_emptied(site: Path, debate: Callable[..., str]) -> None:
    build(site / "mkdocs.yml", jobs=1)
    clean(site)
    (site / "content/trams.md").write_text(debate("Are trams loud?", "Trams are quieter than the night bus."))
    assert build(site / "mkdocs.yml", jobs=1).rendered


def test_a_site_is_known_as_ours_after_its_record_was_lost(site: Path, debate: Callable[..., str]) -> None:
    build(site / "mkdocs.yml", jobs=1)
    (site / "site" / RECORD).unlink()
    (site / "content/trams.md").write_text(debate("Are trams loud?", "Trams are quieter than the night bus."))
    assert build(site / "mkdocs.yml", jobs=1).rendered


def test_cleaning_removes_only_what_builds_keep(site: Path) -> None:
    build(site / "mkdocs.yml", jobs=1)
    put(site / FOLDER, {"notes.txt": "mine", "digest.txt": "mine", "sub/x": "mine"})
    assert clean(site)
    assert found(site / FOLDER) == {"notes.txt": "mine", "digest.txt": "mine", "sub/x": "mine"}


def test_cleaning_a_cache_that_is_a_link_empties_it_and_leaves_the_link(site: Path) -> None:
    (site.parent / "elsewhere").mkdir()
    (site / FOLDER).symlink_to(site.parent / "elsewhere")
    build(site / "mkdocs.yml", jobs=1)
    assert clean(site)
    assert (site / FOLDER).is_symlink()
    assert list((site.parent / "elsewhere").iterdir()) == []
