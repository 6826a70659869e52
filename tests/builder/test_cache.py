"""An entry is right or not there; a cache can be damaged, emptied, full or read-only at any time."""

import os
from pathlib import Path

import pytest

from digest.builder.cache import FOLDER, Cache, clean, fingerprint, pack, unpack
from digest.errors import OutputError


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / FOLDER)


def entries(cache: Cache) -> list[Path]:
    return sorted(path for path in cache.folder.rglob("*") if path.is_file() and len(path.parts[-2]) == 2)


def test_what_was_put_is_got(cache: Cache) -> None:
    cache.put("digest", "ab12", pack(b"data"))
    assert cache.get("digest", "ab12") == b"data"
    assert cache.get("digest", "ab13") is None
    assert cache.get("study", "ab12") is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100, None])
def test_a_damaged_entry_is_none_and_makes_way_for_a_new_one(cache: Cache, damage: bytes | None) -> None:
    cache.put("digest", "ab12", pack(b"data" * 50))
    (path,) = entries(cache)
    path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    assert cache.get("digest", "ab12") is None
    assert not path.exists()
    cache.put("digest", "ab12", pack(b"data"))
    assert cache.get("digest", "ab12") == b"data"


def test_an_entry_is_never_seen_half_written(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("digest", "ab12", pack(b"old"))

    def refuse(new: str, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(OSError, match="No space"):
        cache.put("digest", "ab12", pack(b"new"))
    assert cache.get("digest", "ab12") == b"old"
    assert len(list(cache.folder.rglob(".new-*"))) == 0


def test_what_cannot_be_kept_is_kept_for_this_build(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    cache = Cache(tmp_path / FOLDER)
    cache.put("digest", "ab12", pack(b"data"))
    assert cache.get("digest", "ab12") == b"data"
    assert cache.has("digest", "ab12")
    assert cache.trouble
    cache.close()
    assert cache.get("digest", "ab12") is None


def test_the_entries_that_were_not_used_for_longest_go_first(cache: Cache) -> None:
    for at, key in enumerate(["aa1", "bb2", "cc3"]):
        cache.put("digest", key, pack(os.urandom(1000)))
        os.utime(cache.folder / "digest" / key[:2] / key, (at, at))
    assert cache.get("digest", "aa1") is not None  # and so it is the one used last
    assert cache.trim(limit=2500) == 1
    assert [cache.has("digest", key) for key in ("aa1", "bb2", "cc3")] == [True, False, True]


def test_the_folder_keeps_itself_out_of_version_control(cache: Cache) -> None:
    cache.put("digest", "ab12", pack(b"data"))
    assert (cache.folder / ".gitignore").read_text() == "*\n"


def test_clean_forgets_everything_and_nothing_else(tmp_path: Path) -> None:
    Cache(tmp_path / FOLDER).put("digest", "ab12", pack(b"data"))
    (tmp_path / "mine.txt").write_text("mine")
    assert clean(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert not clean(tmp_path)


def test_a_cache_that_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path / FOLDER).put("digest", "ab12", pack(b"data"))

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(OutputError, match=r"cannot be removed .Permission denied"):
        clean(tmp_path)


def test_parts_cannot_be_taken_for_other_parts() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc") != fingerprint("abc")
    assert fingerprint(b"ab") == fingerprint("ab")


def test_damage_is_noticed_wherever_it_is() -> None:
    entry = pack(b"some data")
    for at in range(len(entry)):
        with pytest.raises(ValueError, match="damaged"):
            unpack(entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :])
