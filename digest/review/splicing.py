"""Edits a file of corrections by cutting and inserting text, so that every other character stays as it was.

The parser tells where each item and value stands; only that stretch is replaced. What comes out is read again, and must
be the corrections that were there with the change, so a form of YAML that cannot be edited so is refused, not damaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from digest.curation.items import SECTIONS, Item, Sentence, SetProposition
from digest.curation.load import Curation, loads
from digest.curation.writing import in_one_line, plain, rows_of, section_of, value_of
from digest.errors import CurationError, Fault

__all__ = ["Add", "Edit", "Remove", "Replace", "Summary", "spliced"]


@dataclass(frozen=True, slots=True)
class Add:
    """An item that comes to the end of its list."""

    item: Item


@dataclass(frozen=True, slots=True)
class Replace:
    """An item that another one of the same list takes the place of."""

    old: Item
    new: Item


@dataclass(frozen=True, slots=True)
class Remove:
    """An item that goes."""

    item: Item


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary: a text, sentences that cite, or None for no summary of the editor's."""

    says: str | tuple[Sentence, ...] | None


Edit = Add | Replace | Remove | Summary


def spliced(text: str, edits: Sequence[Edit], *, path: str) -> str:
    r"""The text of a file of corrections after some edits.

    Args:
        text: of the file; empty for one that is not there yet.
        edits: done one after the other.
        path: what faults call the file.

    Raises:
        CurationError: the file has faults, what an edit names is not in it, or its form cannot be edited by program.

    Example:
        >>> from digest.curation.items import SetSide
        >>> print(spliced("sides:  # mine\n- {post: a1, side: for}\n", [Add(SetSide(0, "b1", "against"))], path="x"))
        sides:  # mine
        - {post: a1, side: for}
        - post: b1
          side: against
        <BLANKLINE>
    """
    now = loads(text, path=path)
    for edit in edits:
        wanted = _expected(now, edit, path)
        try:
            text = _Text(text).edited(edit)
            now = loads(text, path=path)
        except (_OddForm, CurationError):
            raise _by_hand(path) from None
        if _said(now) != _said(wanted):
            raise _by_hand(path)
    return text


def _by_hand(path: str) -> CurationError:
    return CurationError(
        Fault("is written in a form that cannot be edited by program", path=path, hint="make this change by hand")
    )


def _said(curation: Curation) -> tuple[object, ...]:
    """All that a file says, items of each list in their order."""
    items = [(section_of(one), plain(one), one.by) for one in curation.items]
    return curation.summary, curation.formerly, sorted(items, key=lambda one: one[0])


def _expected(now: Curation, edit: Edit, path: str) -> Curation:
    """What the file has to say after an edit."""
    items = list(now.items)
    if isinstance(edit, Summary):
        items = [one for one in items if not isinstance(one, Sentence)]
        if not isinstance(edit.says, tuple):
            return Curation(path, edit.says, now.formerly, tuple(items))
        return Curation(path, None, now.formerly, (*items, *edit.says))
    if isinstance(edit, Add):
        if isinstance(edit.item, SetProposition) and now.of(SetProposition):
            raise CurationError(Fault("has a proposition already", path=path, hint="replace it"))
        return Curation(path, now.summary, now.formerly, (*items, edit.item))
    old = edit.old if isinstance(edit, Replace) else edit.item
    at = next((at for at, one in enumerate(items) if plain(one) == plain(old)), None)
    if at is None:
        what = f"holds no such correction now: {in_one_line(old)}"
        raise CurationError(Fault(what, path=path, hint="look at it again, somebody may have changed it"))
    items[at : at + 1] = [edit.new] if isinstance(edit, Replace) else []
    return Curation(path, now.summary, now.formerly, tuple(items))


class _OddForm(Exception):  # noqa: N818 it is an answer
    """The text is written in a way that cannot be cut."""


class _Text:
    """The text of a file, and where the things in it stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        root = yaml.compose(text, Loader=yaml.BaseLoader)
        if isinstance(root, yaml.MappingNode) and root.flow_style:
            raise _OddForm
        self.pairs = list(root.value) if isinstance(root, yaml.MappingNode) else []
        self.end = "\r\n" if "\r\n" in text else "\n"

    def edited(self, edit: Edit) -> str:
        if isinstance(edit, Summary):
            return self._summary(edit.says)
        if isinstance(edit, Add):
            return self._added(edit.item)
        old = edit.old if isinstance(edit, Replace) else edit.item
        new = edit.new if isinstance(edit, Replace) else None
        if isinstance(old, SetProposition):
            if new is None:
                return self._without_key("proposition")
            key, value = self._pair("proposition")
            return self._with_value(key, value, _proposition(new))
        node, alone = self._node(old)
        return self._without(old, node, alone=alone) if new is None else self._replaced(node, old, new)

    def _pair(self, name: str) -> tuple[yaml.Node, yaml.Node]:
        found = next(((key, value) for key, value in self.pairs if key.value == name), None)
        if found is None:
            raise _OddForm
        return found

    def _node(self, item: Item) -> tuple[yaml.Node, bool]:
        """Where an item stands, and whether it is the only one in its list."""
        section = section_of(item)
        _, value = self._pair(section)
        inside = loads(self.text, path="")
        mine = [one for one in inside.items if isinstance(one, SECTIONS[section])]
        for node, one in zip(value.value, mine, strict=True):
            if plain(one) == plain(item):
                return node, len(mine) == 1
        raise _OddForm

    def _added(self, item: Item) -> str:
        section = section_of(item)
        found = next(((key, value) for key, value in self.pairs if key.value == section), None)
        if found is None:
            if isinstance(item, SetProposition):
                return self._at_end([f"proposition: {_proposition(item)}"])
            return self._at_end([f"{section}:", *_lines(item, "  ")])
        key, value = found
        if isinstance(value, yaml.SequenceNode) and value.value:
            last = self._last(value.value[-1])
            if value.flow_style:
                return self._cut(last, last, f", {in_one_line(item)}")
            return self._below(last, _lines(item, " " * value.start_mark.column))
        start, stop = self._span(key, value)  # nothing is in the list
        lines = "".join(f"{self.end}{line}" for line in _lines(item, "  "))
        rest = self._line_end(stop)
        return f"{self.text[:start]}:{self.text[stop:rest]}{lines}{self.text[rest:]}"

    def _summary(self, says: str | tuple[Sentence, ...] | None) -> str:
        found = any(key.value == "summary" for key, _ in self.pairs)
        if not says:
            return self._without_key("summary") if found else self.text
        if isinstance(says, str):
            lines = [f"summary: {value_of(says)}"]
        else:
            lines = ["summary:", *(line for one in says for line in _lines(one, "  "))]
        if not found:
            return self._at_end(lines)
        key, value = self._pair("summary")
        if isinstance(says, str) and isinstance(value, yaml.ScalarNode):
            return self._with_value(key, value, value_of(says))
        start, stop = self._line_start(key.start_mark.index), self._line_end(self._span(key, value)[1])
        return self._cut(start, stop, self.end.join(lines))

    def _replaced(self, node: yaml.Node, old: Item, new: Item) -> str:
        """An item field by field, so that remarks beside the others stay."""
        if section_of(new) != section_of(old):
            raise _OddForm
        if not isinstance(node, yaml.MappingNode) or node.flow_style:
            return self._cut(node.start_mark.index, node.end_mark.index, in_one_line(new))
        rows, before = rows_of(new), dict(rows_of(old))
        nodes = {key.value: (key, value) for key, value in node.value}
        indent = " " * node.start_mark.column
        if rows[0][0] not in nodes:  # another kind of item: its first field says which
            lines = [f"{name}: {value}" for name, value in rows]
            return self._cut(node.start_mark.index, self._last(node), f"{self.end}{indent}".join(lines))
        more = [f"{indent}{name}: {value}" for name, value in rows if name not in nodes]
        text = self._below(self._last(node), more) if more else self.text
        wanted = dict(rows)
        for name, (key, value) in reversed(nodes.items()):  # from the end, so that places before stay right
            start, stop = self._span(key, value)
            if name not in wanted:
                text = text[: self._line_start(start)] + text[self._line_end(stop, through=True) :]
            elif wanted[name] != before.get(name):
                text = f"{text[:start]}: {wanted[name]}{text[stop:]}"
        return text

    def _without(self, item: Item, node: yaml.Node, *, alone: bool) -> str:
        section = section_of(item)
        key, value = self._pair(section)
        if isinstance(value, yaml.CollectionNode) and value.flow_style:
            return self._out_of_flow(node, value)
        before = self.text[: node.start_mark.index].rstrip()
        if not before.endswith("-"):
            raise _OddForm
        dash = len(before) - 1
        start, stop = self._line_start(dash), self._line_end(self._last(node), through=True)
        if self.text[start:dash].strip():
            raise _OddForm
        if alone and not self.text[key.end_mark.index + 1 : start].strip():
            start = self._line_start(key.start_mark.index)
        return self.text[:start] + self.text[stop:]

    def _out_of_flow(self, node: yaml.Node, value: yaml.Node) -> str:
        if len(value.value) == 1:
            return self._cut(value.start_mark.index, value.end_mark.index, "[]")
        if at := value.value.index(node):
            return self._cut(self._last(value.value[at - 1]), node.end_mark.index, "")
        return self._cut(node.start_mark.index, value.value[1].start_mark.index, "")

    def _without_key(self, name: str) -> str:
        key, value = self._pair(name)
        stop = self._line_end(self._span(key, value)[1], through=True)
        return self.text[: self._line_start(key.start_mark.index)] + self.text[stop:]

    def _with_value(self, key: yaml.Node, value: yaml.Node, text: str) -> str:
        return self._cut(*self._span(key, value), f": {text}")

    def _span(self, key: yaml.Node, value: yaml.Node) -> tuple[int, int]:
        """From the end of a key to the end of its value."""
        return key.end_mark.index, max(self._last(value), self.text.index(":", key.end_mark.index) + 1)

    def _last(self, node: yaml.Node) -> int:
        """Where a node ends; of a list or mapping, its last value does: the remarks below are not part of it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._span(*last)[1] if isinstance(last, tuple) else self._last(last)
        start, stop = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return start + len(self.text[start:stop].rstrip())  # the lines below it are not
        return stop

    def _cut(self, start: int, stop: int, text: str) -> str:
        return self.text[:start] + text + self.text[stop:]

    def _below(self, at: int, lines: Iterable[str]) -> str:
        """The lines below the line of a place."""
        stop = self._line_end(at)
        return self._cut(stop, stop, "".join(f"{self.end}{line}" for line in lines))

    def _at_end(self, lines: Sequence[str]) -> str:
        gap = "" if not self.text or self.text.endswith("\n") else self.end
        return self.text + gap + self.end.join(lines) + self.end

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int, *, through: bool = False) -> int:
        """The end of the line of a place, without or with its line break."""
        stop = self.text.find("\n", at)
        if stop < 0:
            return len(self.text)
        return stop + 1 if through else stop - (self.text[stop - 1 : stop] == "\r")


def _lines(item: Item, indent: str) -> Iterator[str]:
    for at, (name, value) in enumerate(rows_of(item)):
        yield f"{indent}{' ' if at else '-'} {name}: {value}"


def _proposition(item: Item) -> str:
    return in_one_line(item) if item.by else dict(rows_of(item))["words"]
