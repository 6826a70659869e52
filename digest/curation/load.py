"""Reads a file of corrections: YAML in, frozen values with their lines out, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml

from digest.curation.fields import LISTS, REFS, Given, Ref
from digest.curation.items import SECTIONS, SITE_SECTIONS, Item, SetProposition, given_fields
from digest.errors import CurationError, Fault, did_you_mean

__all__ = ["Curation", "loads"]

_T = TypeVar("_T", bound=Item)
_V = TypeVar("_V")
_SEE = "see docs/curation.md"
_HEADS = ("summary", "formerly", "proposition")
"""What can stand at the head of a debate's file; a summary can be a list as well."""
_WORDS = {True: ("true", "yes", "on"), False: ("false", "no", "off")}


@dataclass(frozen=True, slots=True)
class Curation:
    """What an editor says of a debate, or of the whole site.

    Attributes:
        path: the file, as faults name it.
        summary: of the debate, in the editor's words, where it cites nothing; one that does is a list of items.
        formerly: slugs that the debate had before, whose addresses live on.
        items: the corrections, in the order of the file.
    """

    path: str
    summary: str | None = None
    formerly: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()

    def of(self, kind: type[_T]) -> tuple[_T, ...]:
        """The corrections of one kind."""
        return tuple(one for one in self.items if isinstance(one, kind))


def loads(text: str, *, path: str, whole_site: bool = False, ignored: tuple[str, ...] = ()) -> Curation:
    r"""The corrections that a text holds.

    Args:
        text: of the file.
        path: what faults call the file.
        whole_site: it speaks of the site, not of one debate.
        ignored: keys that may stand there and say nothing of the debate.

    Raises:
        CurationError: every fault of the file, with its line.

    Example:
        >>> loads("hide:\n  - post: c12\n", path="tea.curation.yml").items
        (Hide(line=2, post='c12'),)
    """
    reader = _Reader(path, SITE_SECTIONS if whole_site else SECTIONS, ignored if whole_site else (*_HEADS, *ignored))
    found = reader.read(text)
    if reader.faults:
        raise CurationError(*sorted(reader.faults, key=lambda one: one.line or 0))
    return found


class _Reader:
    """One reading; collects what is wrong on the way."""

    def __init__(self, path: str, sections: Mapping[str, tuple[type[Item], ...]], heads: tuple[str, ...]) -> None:
        self.path = path
        self.sections = sections
        self.heads = heads
        self.faults: list[Fault] = []

    def read(self, text: str) -> Curation:
        root = self._compose(text)
        summary: str | None = None
        formerly: tuple[str, ...] = ()
        items: list[Item] = []
        known = tuple(dict.fromkeys((*self.heads, *self.sections)))
        for key, node in self._pairs(root, known=known) if root else ():
            if key == "summary" and isinstance(node, yaml.ScalarNode):
                summary = self._text(node, "summary")
            elif key == "formerly":
                formerly = self._texts(node, "formerly")
            elif key == "proposition":
                items += self._proposition(node)
            elif key in self.sections:
                items += list(self._items(key, node))
        ordered = sorted(items, key=lambda one: one.line)
        return Curation(self.path, summary, formerly, tuple(ordered))

    def _compose(self, text: str) -> yaml.Node | None:
        """The nodes of the file; scalars stay text, so that `post: 012` is "012" and `title: no` is "no"."""
        loader = None
        try:
            loader = yaml.BaseLoader(text)
            return loader.get_single_node()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            hint = "put words in double quotes if they hold `: ` or `#`, and indent by two blanks"
            self._fault(f"broken YAML: {error.problem}", mark.line + 1 if mark else 1, hint)
        except (yaml.YAMLError, RecursionError) as error:
            self._fault(
                f"broken YAML: {getattr(error, 'reason', None) or 'nested too deep'}", 1, "see docs/curation.md"
            )
        finally:
            if loader is not None:
                loader.dispose()
        return None

    def _fault(self, what: str, line: int, hint: str | None = None) -> None:
        self.faults.append(Fault(what, path=self.path, line=line, hint=hint))

    def _pairs(self, node: yaml.Node, *, known: tuple[str, ...]) -> Iterator[tuple[str, yaml.Node]]:
        """The entries of a mapping that are known; a fault for each of the others."""
        if not isinstance(node, yaml.MappingNode):
            if not _empty(node):
                self._fault("is not made of `key: value` lines", _line(node), f"known are {', '.join(known)}")
            return
        seen: set[str] = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name not in known:
                hint = did_you_mean(name, known) or f"known are {', '.join(known)}"
                self._fault(f"unknown key `{name}`", _line(key), hint)
            elif name in seen:
                self._fault(f"`{name}` stands twice", _line(key), "put all of it under the first")
            else:
                seen.add(name)
                yield name, value

    def _proposition(self, node: yaml.Node) -> Iterator[Item]:
        """A line, or where a model proposed it, `{words: …, by: …}`."""
        if not isinstance(node, yaml.MappingNode):
            yield SetProposition(_line(node), self._text(node, "proposition"))
            return
        given = {key: self._text(value, key) for key, value in self._pairs(node, known=("words", "by"))}
        if "words" not in given:
            self._fault("`proposition` has no `words`", _line(node), 'write `proposition: "…"`')
        yield SetProposition(_line(node), given.get("words", ""), by=given.get("by"))

    def _items(self, section: str, node: yaml.Node) -> Iterator[Item]:
        if _empty(node):
            return
        if not isinstance(node, yaml.SequenceNode):
            first = given_fields(self.sections[section][0])[0].name
            self._fault(f"`{section}` is not a list", _line(node), f"begin each item with `- {first}: …`")
            return
        for one in node.value:
            found = self._item(section, one)
            if found is not None:
                yield found

    def _item(self, section: str, node: yaml.Node) -> Item | None:
        kinds = self.sections[section]
        names = {given_fields(one)[0].name: one for one in kinds}
        every = tuple(dict.fromkeys(field.name for one in kinds for field in given_fields(one)))
        before = len(self.faults)
        given = dict(self._pairs(node, known=every))
        if _empty(node):
            self._fault(f"an empty item under `{section}`", _line(node), f"begin it with `{next(iter(names))}: …`")
        if len(self.faults) > before or not isinstance(node, yaml.MappingNode):
            return None
        chosen = kinds[0] if len(kinds) == 1 else next((one for name, one in names.items() if name in given), None)
        if chosen is None:
            what = f"says neither {' nor '.join(f'`{name}`' for name in names)}"
            self._fault(f"an item under `{section}` {what}", _line(node), _SEE)
            return None
        return self._made(chosen, given, node)

    def _made(self, chosen: type[Item], given: dict[str, yaml.Node], node: yaml.Node) -> Item | None:
        before = len(self.faults)
        known = {one.name: one for one in given_fields(chosen)}
        first = next(iter(known))
        for name, value in given.items():
            if name not in known:
                self._fault(f"`{name}` does not go with `{first}`", _line(value), f"known are {', '.join(known)}")
        for name, field in known.items():
            if field.required and name not in given:
                self._fault(f"`{first}` without `{name}`", _line(node), f"add `{name}:`, {field.says.doc}")
        values: dict[str, Any] = {
            name: self._value(known[name], value) for name, value in given.items() if name in known
        }
        if len(self.faults) > before:
            return None
        return chosen(line=_line(node), **values)

    def _value(self, field: Given, node: yaml.Node) -> object:
        what = field.says.kind
        if what in LISTS:
            least = 2 if field.name == "merge" else 0 if what == "points" else 1  # nothing may answer a point
            return self._list(node, field.name, self._ref if what in REFS else self._text, least=least)
        if what in REFS:
            return self._ref(node, field.name)
        text = self._text(node, field.name)
        if what == "flag":
            return self._flag(text, node, field.name)
        if what == "choice" and text and text not in field.says.choices:
            hint = did_you_mean(text, field.says.choices) or f"write one of: {', '.join(field.says.choices)}"
            self._fault(f"`{field.name}` is {text!r}", _line(node), hint)
        return text

    def _text(self, node: yaml.Node, name: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._fault(f"`{name}` is not a text", _line(node), f'write `{name}: "…"`')
            return ""
        text = " ".join(str(node.value).split())
        if not text or (node.style is None and text in ("~", "null")):
            self._fault(f"`{name}` is empty", _line(node), f'write `{name}: "…"`')
        return text

    def _texts(self, node: yaml.Node, name: str) -> tuple[str, ...]:
        return self._list(node, name, self._text, least=1)

    def _list(self, node: yaml.Node, name: str, read: Callable[[yaml.Node, str], _V], *, least: int) -> tuple[_V, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self._fault(f"`{name}` is not a list", _line(node), f'write `{name}: ["…", "…"]`')
            return ()
        found = tuple(dict.fromkeys(read(one, name) for one in node.value))
        if len(found) < least:
            self._fault(f"`{name}` names fewer than {least}", _line(node), "name each one, every one once")
        return found

    def _ref(self, node: yaml.Node, name: str) -> Ref:
        if not isinstance(node, yaml.MappingNode):
            return Ref(self._text(node, name))
        given = {key: self._text(value, key) for key, value in self._pairs(node, known=("post", "text"))}
        if "text" not in given:
            self._fault(f"`{name}` has no `text`", _line(node), 'write `{post: …, text: "…"}`')
        return Ref(given.get("text", ""), given.get("post"))

    def _flag(self, text: str, node: yaml.Node, name: str) -> bool:
        for value, words in _WORDS.items():
            if text.lower() in words:
                return value
        self._fault(f"`{name}` is {text!r}", _line(node), "write true or false")
        return False


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "~", "null")
