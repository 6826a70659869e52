"""A file is replaced whole or not at all; where it is a source, the text before can be got back until it is done."""

import os
from pathlib import Path
from typing import Self

import pytest

from digest.atomic_write import copy_of, put, replace_source


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tabs.md"
    path.write_text("before")
    return path


def test_what_says_so_already_is_not_touched(file: Path) -> None:
    before = file.stat()
    assert not replace_source(file, text="before")
    assert file.stat() == before


def test_a_new_file_and_its_folder_are_made(tmp_path: Path) -> None:
    assert replace_source(tmp_path / "a" / "b.md", text="x")
    assert (tmp_path / "a" / "b.md").read_text() == "x"


def test_permissions_stay_and_nothing_is_left_beside(file: Path) -> None:
    file.chmod(0o640)
    assert replace_source(file, text="after")
    assert file.read_text() == "after"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("step", range(12))
def test_whenever_it_is_interrupted_the_file_is_old_or_new_and_the_old_text_is_there(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Each call that touches the disk is one after which we are killed in turn."""
    left = [step]

    def counted(real):  # type: ignore[no-untyped-def]
        def call(*arguments, **named):  # type: ignore[no-untyped-def]
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(*arguments, **named)

        return call

    for name in ("fsync", "chmod", "replace", "unlink"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    monkeypatch.setattr(Path, "read_bytes", counted(Path.read_bytes))
    try:
        replace_source(file, text="after")
        interrupted = False
    except KeyboardInterrupt:
        interrupted = True
    monkeypatch.undo()
    now = file.read_text()
    assert now in ("before", "after")
    if interrupted and now == "after":
        assert copy_of(file).read_text() == "before"
    assert interrupted or now == "after"


def test_a_disk_that_does_not_give_back_what_was_written_leaves_the_copy(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: real(path)[:3])
    with pytest.raises(OSError, match="does not return"):
        replace_source(file, text="after")
    monkeypatch.undo()
    assert copy_of(file).exists()


def test_a_file_is_made_with_the_folders_that_are_missing(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "page.md"
    changed = put(target, b"words", prefix=".new-")
    assert target.read_bytes() == b"words"
    assert target.stat().st_mtime_ns == changed
    assert [path.name for path in target.parent.iterdir()] == ["page.md"]


def test_a_file_is_replaced_whatever_its_size(tmp_path: Path) -> None:
    target = tmp_path / "page.md"
    for data in (b"first", b"", os.urandom(3_000_000), b"last"):
        put(target, data, prefix=".new-")
        assert target.read_bytes() == data


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_can_read_it_as_far_as_the_user_lets_them(tmp_path: Path) -> None:
    for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
        before = os.umask(mask)
        try:
            put(tmp_path / "page.md", b"words", prefix=".new-")
        finally:
            os.umask(before)
        assert (tmp_path / "page.md").stat().st_mode & 0o777 == mode


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(OSError, match=r"."):
        put(tmp_path / "a" / "page.md", b"words", prefix=".new-")
    assert (tmp_path / "a").read_text() == "a file"


def test_a_write_that_is_cut_short_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = os.fdopen

    class Short:
        """Takes at most three bytes at a time, as a system may."""

        def __init__(self, handle: int) -> None:
            self._file = written(handle, "wb", buffering=0)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *gone: object) -> None:
            self._file.close()

        def write(self, data: memoryview) -> int:
            return int(self._file.write(data[:3]))

    monkeypatch.setattr("os.fdopen", lambda handle, mode, buffering: Short(handle))
    put(tmp_path / "page.md", b"some words", prefix=".new-")
    monkeypatch.undo()
    assert (tmp_path / "page.md").read_bytes() == b"some words"
