"""The schema that is shipped is that of the loader: what one accepts, the other does."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from digest.curation.items import SECTIONS, given_fields
from digest.curation.load import loads
from digest.curation.schema import schema, schema_text
from digest.errors import CurationError


def test_the_shipped_schema_is_the_one_that_the_fields_make() -> None:
    assert files("digest.curation").joinpath("schema.json").read_text(encoding="utf-8") == schema_text()


def test_every_field_is_explained() -> None:
    for kinds in SECTIONS.values():
        for kind in kinds:
            assert kind.__doc__
            assert not kind.__doc__.startswith(kind.__name__), "the docstring is the description that editors see"
            assert all(one.says.doc for one in given_fields(kind))


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"summary": "x", "formerly": ["a"], "hide": None},
        {"hide": [{"post": "a1"}], "redact": [{"words": "x"}, {"words": "x", "post": "a1"}]},
        {
            "split": [{"at": "x", "answers": "nobody"}],
            "join": [{"post": "x"}],
            "parents": [{"post": "a", "answers": "b"}],
        },
        {"roles": [{"claim": {"post": "a", "text": "b"}, "role": "neither"}]},
        {"relations": [{"source": "a", "target": "title", "type": "none", "undercut": True}]},
        {"threads": [{"rename": "a", "title": "b"}, {"merge": ["a", "b"]}, {"split": "a", "at": "b"}]},
        {"key_points": [{"pin": "a"}, {"reword": "a", "words": "b"}, {"drop": "a"}]},
        {"keyphrases": [{"merge": ["a", "b"], "into": "c"}, {"rename": "a", "to": "b", "formerly": ["c"]}]},
        {"hyde": []},
        {"summary": ""},
        {"summary": ["x"]},
        {"hide": {}},
        {"hide": ["a"]},
        {"hide": [{}]},
        {"hide": [{"post": ["a"]}]},
        {"hide": [{"post": "a", "why": "b"}]},
        {"roles": [{"claim": "a", "role": "clam"}]},
        {"roles": [{"claim": {"post": "a"}, "role": "claim"}]},
        {"roles": [{"claim": {"text": "a", "pots": "b"}, "role": "claim"}]},
        {"threads": [{"title": "a"}]},
        {"threads": [{"merge": ["a"]}]},
        {"threads": [{"rename": "a", "title": "b", "at": "c"}]},
        {"relations": [{"source": "a", "target": "b"}]},
    ],
    ids=str,
)
def test_schema_and_loader_agree(value: Any) -> None:
    try:
        loads(json.dumps(value, ensure_ascii=False), path="x.yml")
        read = True
    except CurationError:
        read = False
    assert jsonschema.Draft202012Validator(schema()).is_valid(value) is read
