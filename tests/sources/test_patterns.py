"""No regular expression of ours takes for ever, whatever text it meets.

For each compiled pattern, texts are made from the pattern itself: what it matches up to some repetition, then that
repetition drawn out to thousands of characters, then what makes it fail. Cost that grows with the square shows.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as grammar  # type: ignore[attr-defined]
from typing import Any

import pytest

import digest

LENGTH = 16_000
SECONDS = 0.5
"""Of processor time, for one text. A linear pattern needs some milliseconds, so a slow machine passes; the square of
the length takes longer than this on any machine."""
PARTS = ("sources", "text", "importing")
"""What meets text as it came; what stands behind meets it cut into posts and sentences."""


def patterns() -> dict[str, re.Pattern[str]]:
    """All compiled patterns of all our modules, by where they stand."""
    found = {}
    for module in pkgutil.walk_packages(digest.__path__, "digest."):
        if module.name.split(".")[1] in PARTS:
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found.setdefault(value, f"{module.name.removeprefix('digest.')}.{name}")
    return {where: pattern for pattern, where in found.items()}


PATTERNS = patterns()


def is_searched(where: str) -> bool:
    """Whether a pattern is tried at each place of a text; one that is only matched at a text's head may cost more."""
    module, _, name = where.rpartition(".")
    source = Path(str(importlib.import_module(f"digest.{module}").__file__)).read_text(encoding="utf-8")
    return bool(re.search(rf"\b{name}\.(?:search|finditer|findall|subn?|split)\b", source))


def char_of(ranges: Any) -> str:
    """A character of a class; of a negated one, some character that is not in it."""
    negated = ranges and ranges[0][0] is kinds.NEGATE
    if negated:
        inside = re.compile("[" + "".join(filter(None, map(source_of, ranges[1:]))) + "]") if len(ranges) > 1 else None
        return next(char for char in map(chr, range(1, 0x3000)) if inside is None or not inside.match(char))
    kind, value = ranges[0]
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.RANGE:
        return chr(value[0])
    return CATEGORIES[value]


def source_of(one: Any) -> str:
    kind, value = one
    if kind is kinds.LITERAL:
        return re.escape(chr(value))
    if kind is kinds.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {
        kinds.CATEGORY_SPACE: r"\s",
        kinds.CATEGORY_NOT_SPACE: r"\S",
        kinds.CATEGORY_DIGIT: r"\d",
        kinds.CATEGORY_NOT_DIGIT: r"\D",
        kinds.CATEGORY_WORD: r"\w",
        kinds.CATEGORY_NOT_WORD: r"\W",
    }[value]


CATEGORIES = {
    kinds.CATEGORY_SPACE: " ",
    kinds.CATEGORY_NOT_SPACE: "a",
    kinds.CATEGORY_DIGIT: "1",
    kinds.CATEGORY_NOT_DIGIT: "a",
    kinds.CATEGORY_WORD: "a",
    kinds.CATEGORY_NOT_WORD: " ",
}


def sample(tree: Any, *, drawn: int, seen: list[int]) -> str:
    """A text that the tree matches, more or less, with its repetition number `drawn` drawn out."""
    out = []
    for kind, value in tree:
        if kind is kinds.LITERAL:
            out.append(chr(value))
        elif kind is kinds.NOT_LITERAL:
            out.append("a" if chr(value) != "a" else "b")
        elif kind is kinds.ANY:
            out.append("a")
        elif kind is kinds.IN:
            out.append(char_of(value))
        elif kind is kinds.BRANCH:
            texts = [sample(branch, drawn=drawn, seen=seen) for branch in value[1]]
            out.append(max(texts, key=len))
        elif kind is kinds.SUBPATTERN:
            out.append(sample(value[3], drawn=drawn, seen=seen))
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            least, most, inner = value
            number = seen[0]
            seen[0] += 1
            words = sample(inner, drawn=drawn, seen=seen)
            long = most is kinds.MAXREPEAT or most > 1000
            times = LENGTH // max(1, len(words)) if number == drawn and long else max(1, least) if most else 0
            out.append(words * times)
        elif kind is kinds.ATOMIC_GROUP:
            out.append(sample(value, drawn=drawn, seen=seen))
    return "".join(out)


def nasty(pattern: re.Pattern[str]) -> Iterator[str]:
    tree = grammar.parse(pattern.pattern, pattern.flags)
    count = [0]
    sample(tree, drawn=-1, seen=count)
    for drawn in range(count[0]):
        text = sample(tree, drawn=drawn, seen=[0])
        if len(text) > 1000:
            yield from (text, text[:LENGTH] + "\x01", text[:LENGTH] + "\n", text[:LENGTH].rstrip(text[-1:]) + "§")
    short = sample(tree, drawn=-1, seen=[0])
    if short:
        yield short[:1] * LENGTH + "\x01"
        yield short * (LENGTH // len(short)) + "\x01"
        yield short[:-1] * (LENGTH // max(1, len(short) - 1)) + "\x01"


GENERAL = [pair * (LENGTH // 2) + "\x01" for pair in ("  ", "> ", "- ", "[a", "a.", "a ", "\n ", "a\n", "((", "1,")]


def stopped(*_: object) -> None:
    raise TimeoutError("takes too long")


@pytest.mark.parametrize("where", PATTERNS)
def test_no_pattern_takes_for_ever(where: str) -> None:
    pattern = PATTERNS[where]
    slow = []
    before = signal.signal(signal.SIGVTALRM, stopped)
    try:
        for text in (*nasty(pattern), *GENERAL):
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                if is_searched(where):
                    sum(1 for _ in pattern.finditer(text))
                pattern.match(text)
                pattern.fullmatch(text)
            except TimeoutError:
                slow.append(f"{text[:40]!r}… of {len(text)}")
                break
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert not slow, f"{pattern.pattern!r} on {slow}"


def test_the_check_itself_sees_what_takes_for_ever() -> None:
    text = next(text for text in nasty(re.compile(r"x(a+)+$")) if text.count("a") > 1000)
    signal.signal(signal.SIGVTALRM, stopped)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    with pytest.raises(TimeoutError):
        re.compile(r"x(a+)+$").search(text + "\x01")
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
