"""Converts frozen dataclasses to compact JSON and back, as their fields are annotated.

A value is the list of its fields, in their order, without names. Reading checks every type, so that bytes from
elsewhere are either a value of the model or a ValueError; unlike a pickle, they can never be a program.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

__all__ = ["Codec", "codec"]

_T = TypeVar("_T")
_Turn = Callable[[Any], Any]
_NUMBERS = (int, float)


@dataclass(frozen=True, slots=True)
class Codec(Generic[_T]):
    """Writes values of one class, and reads them.

    Example:
        >>> from digest.model import Occurrence
        >>> codec(Occurrence).dumps(Occurrence("a1", 0, 4))
        b'["a1",0,4]'
        >>> codec(Occurrence).loads(b'["a1",0,4]')
        Occurrence(post='a1', start=0, end=4)
    """

    _plain: _Turn
    _value: _Turn

    def dumps(self, value: _T) -> bytes:
        """Encode a value."""
        text = json.dumps(self._plain(value), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    def loads(self, data: bytes) -> _T:
        """Decode a value.

        Raises:
            ValueError: they hold none.
        """
        try:
            value: _T = self._value(json.loads(data.decode("utf-8", "surrogatepass")))
        except (TypeError, AttributeError, RecursionError) as error:
            raise ValueError(str(error)) from error
        return value


def codec(kind: type[_T]) -> Codec[_T]:
    """The codec of a dataclass; created once for each class.

    Raises:
        TypeError: a field, or a field of a field, is of a type that is not kept.
    """
    of_any: Any = kind
    plain, value = _turns(of_any)
    return Codec(plain or _same, value)


def _same(value: Any) -> Any:
    return value


@cache
def _turns(kind: Any) -> tuple[_Turn | None, _Turn]:
    """The two conversions of a type: to JSON (None if no conversion is needed), and back."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind)
    if origin is tuple:
        return _sequence(inner[0]) if len(inner) == 2 and inner[1] is Ellipsis else _row(inner)
    if origin in (Union, types.UnionType) and len(inner) == 2 and type(None) in inner:
        return _optional(next(one for one in inner if one is not type(None)))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping) and inner[0] is str:
        return _mapping(inner[1])
    if origin is frozenset:
        return _set(inner[0])
    if origin is Literal:
        return None, _one_of(frozenset(inner))
    if kind is datetime:
        return datetime.isoformat, datetime.fromisoformat
    if kind is float:
        return None, _checked(_NUMBERS)
    if kind in (str, int, bool):
        return None, _checked((kind,))
    raise TypeError(f"values of type {kind!r} cannot be stored")


def _dataclass(kind: type) -> tuple[_Turn, _Turn]:
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)]
    turns = [_turns(hints[name]) for name in names]
    read = [value for _, value in turns]
    changing = [(at, plain) for at, (plain, _) in enumerate(turns) if plain is not None]
    take = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)

    def to_plain(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is not of type {kind.__name__}")
        row = list(take(value))
        for at, plain in changing:
            row[at] = plain(row[at])
        return row

    def to_value(row: Any) -> Any:
        if type(row) is not list or len(row) != len(read):
            raise ValueError(f"not the fields of {kind.__name__}")
        return kind(*[value(one) for value, one in zip(read, row, strict=True)])

    return to_plain, to_value


def _sequence(kind: Any) -> tuple[_Turn | None, _Turn]:
    plain, value = _turns(kind)

    def to_value(row: Any) -> Any:
        if type(row) is not list:
            raise ValueError("not a list")
        return tuple([value(one) for one in row])

    return (None if plain is None else lambda values: [plain(one) for one in values]), to_value


def _set(kind: Any) -> tuple[_Turn, _Turn]:
    """Sets of strings, sorted, so that equal sets give equal bytes."""
    if kind is not str:
        raise TypeError(f"a set of {kind!r} cannot be stored")
    _, value = _sequence(kind)
    return sorted, lambda row: frozenset(value(row))


def _row(kinds: tuple[Any, ...]) -> tuple[_Turn | None, _Turn]:
    turns = [_turns(kind) for kind in kinds]
    flat = all(plain is None for plain, _ in turns)

    def to_plain(values: Any) -> Any:
        return [plain(one) if plain else one for (plain, _), one in zip(turns, values, strict=True)]

    def to_value(row: Any) -> Any:
        if type(row) is not list:
            raise ValueError("not a list")
        return tuple([value(one) for (_, value), one in zip(turns, row, strict=True)])

    return (None if flat else to_plain), to_value


def _optional(kind: Any) -> tuple[_Turn | None, _Turn]:
    plain, value = _turns(kind)
    return (
        None if plain is None else lambda one: None if one is None else plain(one),
        lambda one: None if one is None else value(one),
    )


def _mapping(kind: Any) -> tuple[_Turn, _Turn]:
    plain, value = _turns(kind)

    def to_value(found: Any) -> Any:
        if type(found) is not dict:
            raise ValueError("not a mapping")
        return {key: value(one) for key, one in found.items()}

    return lambda given: {key: plain(one) if plain else one for key, one in given.items()}, to_value


def _one_of(words: frozenset[Any]) -> _Turn:
    def to_value(one: Any) -> Any:
        if type(one) is not str or one not in words:
            raise ValueError(f"none of {sorted(words)}")
        return one

    return to_value


def _checked(kinds: tuple[type, ...]) -> _Turn:
    def to_value(one: Any) -> Any:
        if type(one) not in kinds:
            raise ValueError(f"{one!r} is not of type {kinds[-1].__name__}")
        return one

    return to_value
