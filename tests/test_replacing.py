"""A source file is replaced whole or not at all, and the text before can be got back until it is done."""

import os
from pathlib import Path

import pytest

from digest.replacing import copy_of, replace_source


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

    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    for name in ("replace", "read_bytes", "chmod", "unlink"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
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
    with pytest.raises(OSError, match="does not give back"):
        replace_source(file, text="after")
    monkeypatch.undo()
    assert copy_of(file).exists()
