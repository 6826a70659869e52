"""Pages reach the disk whole, only where they changed, and nothing that is not ours is touched."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from digest.builder.output import JOURNAL, MANIFEST, Written, write_if_changed, writing
from digest.errors import OutputError


def write(folder: Path, *pages: tuple[str, str | bytes], made_from: str = "1") -> Written:
    return groups(folder, {"all": pages}, made_from=made_from)


def groups(folder: Path, given: dict[str, Iterable[tuple[str, str | bytes]]], *, made_from: str = "1") -> Written:
    with writing(folder) as output:
        for name, pages in given.items():
            output.write(name, made_from=made_from, pages=[(path, text, None) for path, text in pages])
        return output.finish()


def test_pages_are_written_where_they_belong(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert write(out, ("index.md", "a"), ("debates/x/index.md", "é"), ("x.png", b"\x89")) == Written(3, 3, 0)
    assert (out / "debates/x/index.md").read_text(encoding="utf-8") == "é"
    assert (out / "x.png").read_bytes() == b"\x89"


def test_an_unchanged_page_keeps_its_time(tmp_path: Path) -> None:
    write(tmp_path, ("a.md", "same"), ("b.md", "old"))
    os.utime(tmp_path / "a.md", (1, 1))
    assert write(tmp_path, ("a.md", "same"), ("b.md", "new")) == Written(2, 1, 0)
    assert (tmp_path / "a.md").stat().st_mtime == 1


def test_a_page_that_is_no_longer_made_goes_with_its_empty_folder(tmp_path: Path) -> None:
    write(tmp_path, ("a.md", "a"), ("gone/deep/b.md", "b"))
    assert write(tmp_path, ("a.md", "a")).removed == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == [MANIFEST, "a.md"]


def test_a_group_that_is_no_longer_made_goes(tmp_path: Path) -> None:
    groups(tmp_path, {"x": [("x.md", "x")], "y": [("y.md", "y")]})
    assert groups(tmp_path, {"x": [("x.md", "x")]}) == Written(1, 0, 1)


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("mine")
    write(tmp_path, ("a.md", "a"))
    write(tmp_path)
    assert (tmp_path / "about.md").read_text() == "mine"


def test_a_foreign_file_in_the_way_is_a_fault_and_nothing_beside_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("mine")
    with pytest.raises(OutputError, match=r"index\.md: is not a page that digest wrote"):
        write(tmp_path, ("a.md", "a"), ("index.md", "ours"))
    assert (tmp_path / "index.md").read_text() == "mine"
    assert not (tmp_path / "a.md").exists()


def test_pages_whose_manifest_was_lost_are_adopted_when_they_are_the_same(tmp_path: Path) -> None:
    write(tmp_path, ("a.md", "a"))
    (tmp_path / MANIFEST).unlink()
    assert write(tmp_path, ("a.md", "a")).changed == 0
    assert write(tmp_path).removed == 1


def test_pages_of_the_first_version_are_known_as_ours(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    (tmp_path / "b.md").write_text("old")
    (tmp_path / MANIFEST).write_text(json.dumps({"pages": ["a.md", "b.md"]}))
    assert write(tmp_path, ("a.md", "new")) == Written(1, 1, 1)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"groups": {"all": 3}}', '{"groups": {"all": {"from": "1"}}}'])
def test_a_damaged_manifest_is_no_manifest(tmp_path: Path, damage: str) -> None:
    write(tmp_path, ("a.md", "a"))
    (tmp_path / MANIFEST).write_text(damage)
    with writing(tmp_path) as output:
        assert not output.keep("all", made_from="1")
        output.finish()
    assert (tmp_path / "a.md").exists()


@pytest.mark.parametrize("path", ["../precious.txt", "/etc/hostname", "a/../../precious.txt"])
def test_a_manifest_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path, path: str) -> None:
    out = tmp_path / "out"
    (tmp_path / "precious.txt").write_text("keep")
    out.mkdir()
    (out / MANIFEST).write_text(json.dumps({"groups": {"x": {"from": "", "pages": {path: ["", 0, 0]}}}}))
    write(out, ("a.md", "a"))
    assert (tmp_path / "precious.txt").exists()


@pytest.mark.parametrize("path", ["/etc/x.md", "../x.md", "a/../../x.md", "a\\b.md", "", MANIFEST, JOURNAL])
def test_no_page_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError, match="is outside the folder"):
        write(tmp_path / "out", (path, "x"))


def test_two_pages_with_one_path_are_a_fault_in_any_case_and_name_both_sources(tmp_path: Path) -> None:
    with writing(tmp_path) as output:
        output.write("a", made_from="1", pages=[("a.md", "1", "content/one.md")])
        with pytest.raises(OutputError, match=r"content/two.md, and a\.md, made from content/one\.md"):
            output.write("b", made_from="1", pages=[("A.md", "2", "content/two.md")])


def test_a_group_made_from_the_same_is_kept_without_being_made(tmp_path: Path) -> None:
    write(tmp_path, ("a.md", "a"), made_from="1")
    with writing(tmp_path) as output:
        assert output.keep("all", made_from="1")
        assert output.finish() == Written(1, 0, 0)
    with writing(tmp_path) as output:
        assert not output.keep("all", made_from="2")
        assert not output.keep("unknown", made_from="1")


@pytest.mark.parametrize("text", [None, "b", "longer"])
def test_a_group_with_a_page_that_somebody_changed_or_removed_is_made_again(tmp_path: Path, text: str | None) -> None:
    write(tmp_path, ("a.md", "a"))
    (tmp_path / "a.md").unlink()
    if text is not None:
        (tmp_path / "a.md").write_text(text)
    with writing(tmp_path) as output:
        assert not output.keep("all", made_from="1")
        output.write("all", made_from="1", pages=[("a.md", "a", None)])
        assert output.finish() == Written(1, 1, 0)
    assert (tmp_path / "a.md").read_text() == "a"


def test_a_group_that_was_only_copied_elsewhere_is_kept(tmp_path: Path) -> None:
    write(tmp_path, ("a.md", "a"))
    os.utime(tmp_path / "a.md", (1, 1))
    with writing(tmp_path) as output:
        assert output.keep("all", made_from="1")


def test_a_build_that_ends_early_disowns_nothing_and_removes_nothing(tmp_path: Path) -> None:
    write(tmp_path, ("a.md", "a"), ("old.md", "old"))
    with writing(tmp_path) as output:
        output.write("new", made_from="1", pages=[("b.md", "b", None)])  # and here it ends
    assert (tmp_path / "old.md").exists()
    litter = tmp_path / ".digest-new-x"
    litter.write_text("half a pa")
    assert write(tmp_path, ("b.md", "b2")) == Written(1, 1, 2)
    assert sorted(p.name for p in tmp_path.iterdir()) == [MANIFEST, "b.md"]


def test_a_note_in_the_journal_that_was_cut_off_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ("a.md", "a"))
    (tmp_path / JOURNAL).write_text('{"group": "all", "from": "2", "pages": {"a.m')
    with writing(tmp_path) as output:
        assert output.keep("all", made_from="1")


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    write_if_changed(target, text="old")

    def refuse(new: str, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write_if_changed(target, text="new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
    assert target.read_text() == "old"


def test_a_refusing_disk_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(new: str, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(
        OutputError, match=r"cannot be written .No space left on device., free some disk space"
    ) as caught:
        write(tmp_path, ("a.md", "a"))
    assert len(str(caught.value).splitlines()) == 1
