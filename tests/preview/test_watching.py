"""A change is noticed once, when it has come to rest."""

import itertools
import os
from collections.abc import Callable
from pathlib import Path

from digest.preview.watching import changes, stamps


def looks(folder: Path, *events: Callable[[], object] | None) -> int:
    """How many changes are noticed where each wait brings the next event."""
    rest = iter(events)

    def wait(seconds: float) -> bool:
        try:
            event = next(rest)
        except StopIteration:
            return True
        if event:
            event()
        return False

    ticks = itertools.count()
    return sum(1 for _ in changes(lambda: [folder], wait=wait, clock=lambda: next(ticks) / 1e6))


def write(path: Path, text: str) -> Callable[[], object]:
    return lambda: path.write_text(text)


def test_nothing_changes_nothing_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    assert looks(tmp_path, None, None, None) == 0


def test_a_new_file_an_edit_and_a_removal_are_each_noticed(tmp_path: Path) -> None:
    new = tmp_path / "deep" / "b.md"
    new.parent.mkdir()
    events = (write(new, "x"), None, None, write(new, "longer"), None, None, new.unlink, None, None)
    assert looks(tmp_path, *events) == 3


def test_writes_in_a_row_are_one_change(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    assert looks(tmp_path, write(file, "1"), write(file, "12"), write(file, "123"), None, None) == 1


def test_a_change_before_the_first_look_is_not_missed(tmp_path: Path) -> None:
    watch = changes(lambda: [tmp_path], wait=lambda seconds: False, clock=lambda: 0.0)
    (tmp_path / "a.md").write_text("x")
    assert next(watch) is None


def test_what_editors_write_for_themselves_is_no_change(tmp_path: Path) -> None:
    assert looks(tmp_path, write(tmp_path / ".a.md.swp", "x"), write(tmp_path / "a.md~", "x"), None, None) == 0


def test_what_is_not_there_and_what_is_a_file_can_be_watched(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("x")
    os.utime(file, ns=(5, 5))
    assert stamps([file, tmp_path / "nothing"]) == {str(file): (5, 1)}
