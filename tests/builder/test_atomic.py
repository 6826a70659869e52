"""Files that can be made again are put into place whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

import pytest

from digest.builder.atomic import put


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
