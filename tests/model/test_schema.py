"""The published JSON Schema is that of what is written, neither looser nor stricter."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from digest import analyze
from digest.model import LeftOut
from digest.model.contract import to_json
from digest.sources import read

CONTENT = Path(__file__).parents[2] / "content"
SCHEMA = json.loads((files("digest.model") / "digest.schema.json").read_text(encoding="utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


EXAMPLES = sorted(path for path in CONTENT.glob("*.*") if path.suffix != ".yml")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_every_example_keeps_to_it(file: Path) -> None:
    CHECK.validate(json.loads(json.dumps(to_json(analyze(read(file))))))


def objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [schema, *(one for one in schema["$defs"].values() if one.get("type") == "object")]


def test_every_field_is_required_but_for_a_few_and_none_is_unknown() -> None:
    optional = ("editor", "missing", "reader", "left_out", "where", "summary")
    optional += ("decided", "side_decided", "model", "reviewed")
    for one in objects(SCHEMA):
        assert one["required"] == [name for name in one["properties"] if name not in optional]
        assert one["additionalProperties"] is False


def test_a_debate_of_which_comments_are_missing_keeps_to_it() -> None:
    digest = to_json(analyze(replace(read(CONTENT / "nuclear-power.md"), missing=12)))
    CHECK.validate(digest)
    assert [error.json_path for error in CHECK.iter_errors(digest | {"missing": 0})] == ["$.missing"]


def test_a_debate_of_which_something_was_left_out_keeps_to_it() -> None:
    left_out = (LeftOut("notices", "they are not posts", 2, 7), LeftOut("dates", "they are none"))
    digest = to_json(analyze(replace(read(CONTENT / "nuclear-power.md"), left_out=left_out)))
    CHECK.validate(digest)
    assert [error.json_path for error in CHECK.iter_errors(digest | {"left_out": []})] == ["$.left_out"]


def test_what_is_wrong_is_found() -> None:
    digest = to_json(analyze(read(CONTENT / "nuclear-power.md")))
    digest["claims"][0]["standing"] = "wins"
    assert [error.json_path for error in CHECK.iter_errors(digest)] == ["$.claims[0].standing"]
