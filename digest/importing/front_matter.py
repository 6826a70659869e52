"""Front matter of imported files: everything that an editor wrote stays unchanged, and only two keys are updated.

`imported` and `missing` (how many more comments the source has) are rewritten by each import:

    imported: "2026-11-24T10:20:05Z, 312 posts from https://lobste.rs/s/abc123, text 1a2b3c4d"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import yaml
from frontmatter.default_handlers import YAMLHandler

from digest.errors import ContentError, Fault
from digest.sources.front import LONGEST
from digest.text.slugs import short_hash
from digest.text.times import in_calendar

__all__ = ["Heading", "Provenance", "divided", "merged"]

_PROVENANCE = re.compile(
    r"(?P<when>\d\S+), (?P<posts>\d+) posts? from (?P<source>.+?)(?: via (?P<via>\S+))?"
    r"(?P<anonymized>, anonymized)?(?:, text (?P<text>[0-9a-f]{8}))?"
)
_KEY = "imported"
_MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of a file.

    Attributes:
        when: when it was fetched, in UTC.
        source: names the discussion.
        via: the host that sent it, if it is not the source's.
        anonymized: authors were replaced, also in later imports.
        text: a hash of the text below the front matter, to detect edits.
    """

    when: datetime
    posts: int
    source: str
    via: str | None = None
    anonymized: bool = False
    text: str | None = None

    def __str__(self) -> str:
        when = self.when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        parts = [f"{when}, {self.posts} post{'' if self.posts == 1 else 's'} from {self.source}"]
        parts.append(f" via {self.via}" if self.via else "")
        parts.append(", anonymized" if self.anonymized else "")
        parts.append(f", text {self.text}" if self.text else "")
        return "".join(parts)

    @staticmethod
    def parse(words: str) -> Provenance | None:
        """The inverse of `str`; None for any other text.

        Example:
            >>> Provenance.parse("2026-11-24T10:20:05Z, 1 post from a.json, text 0a1b2c3d").source
            'a.json'
        """
        found = _PROVENANCE.fullmatch(" ".join(words.split()))
        if not found:
            return None
        try:
            when = in_calendar(datetime.fromisoformat(found["when"]))
        except ValueError:
            return None
        if when is None:
            return None
        return Provenance(
            when, int(found["posts"]), found["source"], found["via"], bool(found["anonymized"]), found["text"]
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """A file's front matter as written, and the text below.

    Attributes:
        head: the lines between the two rules.
        values: what each key says, as text or a list.
        spans: start and end of each value in `head`.
    """

    head: str
    body: str
    values: Mapping[str, object]
    spans: Mapping[str, tuple[int, int]]

    @property
    def provenance(self) -> Provenance | None:
        """Where the file was imported from, or None for one that was not."""
        value = self.values.get(_KEY)
        return Provenance.parse(value) if isinstance(value, str) else None

    @property
    def text_hash(self) -> str:
        """What `Provenance.text` is for this text."""
        return short_hash(self.body.strip())

    def set(self, key: str, value: str) -> Heading:
        """With another value for a key, which is appended if it is missing; everything else is unchanged.

        Args:
            value: as YAML, on one line.
        """
        if key in self.spans:
            start, end = self.spans[key]
            space = "" if self.head[start - 1 : start].isspace() else " "  # a key without any value ends at its colon
            more = "\n" if self.head[start:end].endswith("\n") else ""  # a block scalar ends with its line
            head = f"{self.head[:start]}{space}{value}{more}{self.head[end:]}"
        else:
            above = self.head.rstrip(" \t\n")  # a blank of another kind may be a value
            head = f"{above}\n{key}: {value}".lstrip("\n")
        return _heading(head, self.body, path="front matter")

    def __str__(self) -> str:
        return f"---\n{self.head.strip(chr(10))}\n---\n\n{self.body.strip(chr(10))}\n"


def divided(text: str, *, path: str) -> Heading:
    """A file's front matter and text; the front matter may be empty.

    Raises:
        ContentError: the front matter is broken, or not made of lines.
    """
    handler = YAMLHandler()
    try:
        _, head, body = handler.FM_BOUNDARY.split(text, 2) if handler.detect(text) else ("", "", text)
    except ValueError:
        head, body = "", text
    return _heading(head.strip("\n"), body, path=path)


def _heading(head: str, body: str, *, path: str) -> Heading:
    hint = "fix the front matter, then import again"
    if len(head) > LONGEST:
        raise ContentError(Fault("has front matter that is too long", path=path, hint=hint))
    loader = yaml.BaseLoader(head)
    try:
        node = loader.get_single_node()
        if node is None:
            return Heading(head, body, {}, {})
        if not isinstance(node, yaml.MappingNode) or node.flow_style:
            raise ContentError(Fault("has front matter that is not `key: value` lines", path=path, hint=hint))
        values = {key.value: loader.construct_object(value, deep=True) for key, value in node.value}
        spans = {key.value: _span(key, value) for key, value in node.value}
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ContentError(
            Fault("has broken front matter", path=path, line=mark.line + 2 if mark else 1, hint=hint)
        ) from None
    finally:
        loader.dispose()
    return Heading(head, body, values, spans)


def _span(key: yaml.Node, value: yaml.Node) -> tuple[int, int]:
    start = value.start_mark.index if value.start_mark.index > key.end_mark.index else key.end_mark.index + 1
    return start, max(start, value.end_mark.index)


def merged(theirs: Heading | None, *, fresh: Heading, provenance: Provenance) -> tuple[Heading, tuple[str, ...]]:
    """The new text below the editor's front matter, with only missing keys and the provenance added.

    Returns:
        The heading, and the keys that the editor has changed.
    """
    quoted = f'"{_escaped(str(provenance))}"'
    if theirs is None:
        return fresh.set(_KEY, quoted), ()
    out = Heading(theirs.head, fresh.body, theirs.values, theirs.spans)
    for key, (start, end) in fresh.spans.items():
        if key not in theirs.values:
            out = out.set(key, fresh.head[start:end])
    if _MISSING in theirs.values:  # the missing comments may have been fetched now
        out = out.set(_MISSING, str(fresh.values.get(_MISSING, 0)))
    both = (key for key in fresh.values if key in theirs.values and key != _MISSING)
    own = (key for key in both if theirs.values[key] != fresh.values[key])
    return out.set(_KEY, quoted), tuple(own)


def _escaped(words: str) -> str:
    words = words.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in words)
