"""What is kept comes back as it was, and nothing that is not a value of the model comes back at all."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest import analyze
from digest.builder.codec import codec
from digest.builder.jobs import Study
from digest.model import Digest, Occurrence, Post, Relation
from digest.site import Showing
from digest.sources import read
from digest.sources.discover import content_files
from tests.effort import amount

CONTENT = Path(__file__).parents[2] / "content"


@pytest.mark.parametrize("path", content_files(CONTENT)[:3], ids=lambda path: path.stem)
def test_the_digest_of_an_example_comes_back_as_it_was(path: Path) -> None:
    digest = analyze(read(path))
    assert codec(Digest).loads(codec(Digest).dumps(digest)) == digest


@pytest.mark.parametrize("kind", [Digest, Study, Showing], ids=lambda kind: kind.__name__)
@settings(
    max_examples=amount(12, thorough=80), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_any_value_of_the_model_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    assert codec(kind).loads(codec(kind).dumps(value)) == value


st.register_type_strategy(datetime, st.datetimes(timezones=st.none() | st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(str, st.text(st.characters(), max_size=8))


def test_bytes_that_are_no_value_are_refused() -> None:
    good = json.loads(codec(Relation).dumps(Relation("a", "b", "attack", 0.5, "cue")))
    assert codec(Relation).loads(json.dumps(good).encode()) == Relation("a", "b", "attack", 0.5, "cue")
    for at, wrong in [(0, 1), (1, None), (2, "agree"), (3, "0.5"), (4, ["cue"]), (5, 0)]:
        bad = [*good[:at], wrong, *good[at + 1 :]]
        with pytest.raises(ValueError, match=r"."):
            codec(Relation).loads(json.dumps(bad).encode())
    for bad_bytes in (b"", b"{}", b"[", b"\xff", json.dumps(good[:-1]).encode(), b"[" * 100_000):
        with pytest.raises(ValueError, match=r"."):
            codec(Relation).loads(bad_bytes)


def test_a_class_with_something_that_cannot_be_kept_is_refused_at_once() -> None:
    @dataclass(frozen=True)
    class Held:
        anything: set[int]

    with pytest.raises(TypeError, match="cannot be stored"):
        codec(Held)


def test_text_that_no_file_can_hold_comes_back_too() -> None:
    post = Post("a", "half \ud83d of an emoji, \x00 and \u2028")
    assert codec(Post).loads(codec(Post).dumps(post)) == post


def test_a_value_is_written_without_the_names_of_its_fields() -> None:
    assert codec(Occurrence).dumps(Occurrence("a1", 3, 7)) == b'["a1",3,7]'
