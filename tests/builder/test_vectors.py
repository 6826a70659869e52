"""Vectors between builds: what was stored is found, by any process, and a broken file costs time only."""

from pathlib import Path

from digest.builder.cache import VectorFile


def test_what_was_stored_is_found_by_the_next_build(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "vectors.sqlite"
    rows = {f"{at:032x}": bytes([at % 251]) * 8 for at in range(1200)}
    VectorFile(path).store(rows)
    assert VectorFile(path).load([*rows, "unknown"]) == rows


def test_two_that_store_the_same_do_each_other_no_harm(tmp_path: Path) -> None:
    one, other = VectorFile(tmp_path / "v"), VectorFile(tmp_path / "v")
    one.store({"a": b"1"})
    other.store({"a": b"1", "b": b"2"})
    assert one.load(["a", "b"]) == {"a": b"1", "b": b"2"}


def test_a_file_that_is_no_database_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"no database at all" * 99)
    kept = VectorFile(path)
    kept.store({"a": b"1"})
    assert kept.load(["a"]) == {}


def test_a_folder_that_cannot_be_made_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = VectorFile(tmp_path / "file" / "vectors.sqlite")
    kept.store({"a": b"1"})
    assert kept.load(["a"]) == {}
