"""Asks a model, keeps its answers, and says why there is none: retries, waits and bounds are here."""

from __future__ import annotations

import hashlib
import json
import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from digest.atomic_write import put
from digest.propose.model import Model, ModelError, RateLimitedError, Reply

__all__ = ["Asker", "CutAnswerError", "NoAnswerError", "tokens_of"]

_BYTES_A_TOKEN = 3
"""Fewer than any tokenizer of our days needs for prose, so that a prompt is never longer than we think."""
_CUT = 9
"""Characters a token from which a model cannot have read all of its prompt; prose has 3 to 6."""
_CUT_SUDDENLY = 1.7
"""Nor has it, if an answer of the same run reports so many times fewer tokens a character than another."""
_WAITS = (2.0, 5.0, 15.0, 30.0, 60.0)
_ATTEMPTS = 2
_LONGEST_WAIT = 120.0
"""Seconds; a limit that lasts longer, such as that of a day, is not waited out."""
_FENCE = re.compile(r"^\s*```\w*\s*\n(.*?)\n?```\s*$", re.DOTALL)


class NoAnswerError(Exception):
    """There is no answer that can be used; the message says why."""


class CutAnswerError(NoAnswerError):
    """The answer stops in the middle. Asked about less, the model may finish."""


def tokens_of(text: str) -> int:
    """How many tokens a text has at most, as far as can be known without the model's own tokenizer.

    Example:
        >>> tokens_of("twelve bytes")
        4
    """
    return math.ceil(len(text.encode("utf-8", "surrogatepass")) / _BYTES_A_TOKEN)


@dataclass(slots=True)
class Asker:
    """Asks one model within bounds.

    Attributes:
        model: the model.
        folder: where answers are kept.
        context: how many tokens the model can read and write in one call.
        answer: how many tokens of these are kept free for its answer.
        budget: how many tokens may be spent in all; None for no bound.
        sleep: waits so many seconds.
        dry: nothing is sent; only what would be is counted.
        calls: how many answers were asked for, those that are kept not counted.
        read: tokens sent.
        written: tokens answered.
    """

    model: Model
    folder: Path
    context: int
    answer: int
    budget: int | None = None
    sleep: Callable[[float], None] = time.sleep
    dry: bool = False
    calls: int = 0
    read: int = 0
    written: int = 0
    _density: list[float] = field(default_factory=list)

    def ask(self, prompt: str, *, system: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a prompt, as the object that the schema describes.

        Raises:
            NoAnswerError: there is none.
        """
        schema_text = json.dumps(schema, sort_keys=True)
        whole = f"{prompt}\n\nAnswer with JSON alone, of this schema:\n{schema_text}\n"
        size = tokens_of(whole) + tokens_of(system)
        if size + self.answer > self.context:
            raise NoAnswerError(
                f"its prompt of {size:,} tokens does not fit into the model's context of {self.context:,}"
            )
        place = self.folder / f"{_key(self.model.name, system, whole, str(self.answer))}.json"
        if (kept := _kept(place)) is not None:
            return kept
        if self.dry:
            self.expect(size)
            raise NoAnswerError("planned only")
        error = ""
        for _ in range(_ATTEMPTS):
            again = f"\nYour last answer could not be used: {error}. Answer again, with JSON alone.\n" if error else ""
            self._afford(size)
            reply = self._reply(whole + again, system, schema)
            try:
                found = _parsed(reply.text, schema)
            except ValueError as fault:
                error = str(fault)
                if _is_cut(reply.text):  # the same question would be cut at the same place
                    raise CutAnswerError(f"the answer {error}") from None
                continue
            self.folder.mkdir(parents=True, exist_ok=True)
            put(place, json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass"), prefix=".answer-")
            return found
        raise NoAnswerError(f"the answer {error}")

    def expect(self, size: int) -> None:
        """Count a call that will be needed, of so many tokens; an answer fills half of its room on average."""
        self.calls += 1
        self.read += min(size, self.context - self.answer)
        self.written += self.answer // 2

    def _afford(self, size: int) -> None:
        spent = self.read + self.written
        if self.budget is not None and spent + size + self.answer > self.budget:
            raise NoAnswerError(
                f"--max-tokens {self.budget:,} does not suffice: {spent:,} are spent, it needs {size:,}"
            )

    def _reply(self, prompt: str, system: str, schema: Mapping[str, Any]) -> Reply:
        waits = iter(_WAITS)
        while True:
            try:
                reply = self.model.reply(prompt, system=system, schema=schema, most=self.answer)
                break
            except RateLimitedError as error:
                wait = next(waits, None)
                if wait is None or (error.after or 0) > _LONGEST_WAIT:
                    raise NoAnswerError(f"the model is busy ({error})") from None
                self.sleep(error.after or wait)
            except ModelError as error:
                raise NoAnswerError(f"the model gives no answer ({error})") from None
        size = tokens_of(prompt) + tokens_of(system)
        self.calls += 1
        self.read += reply.read if reply.read is not None else size
        self.written += reply.written if reply.written is not None else tokens_of(reply.text)
        self._whole(reply, len(prompt) + len(system))
        return reply

    def _whole(self, reply: Reply, characters: int) -> None:
        """Refuse an answer to a part of the prompt: some servers cut what does not fit, and say nothing."""
        if not reply.read:
            return
        density = characters / reply.read
        if density > _CUT or (self._density and density > _CUT_SUDDENLY * min(self._density)):
            raise NoAnswerError(f"the model read only {reply.read:,} tokens of a prompt of {characters:,} characters")
        self._density.append(density)


def _key(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _kept(place: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _is_cut(text: str) -> bool:
    """Whether an object was begun and never closed."""
    bare = text.strip().removesuffix("```").rstrip()
    return "{" in bare and not bare.endswith("}")


def _parsed(text: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The object that an answer holds.

    Raises:
        ValueError: it holds none of this schema; the message goes on from "the answer".
    """
    fenced = _FENCE.match(text)
    bare = (fenced[1] if fenced else text).strip()
    if not bare:
        raise ValueError("is empty")
    try:
        found, _ = json.JSONDecoder().raw_decode(bare[max(bare.find("{"), 0) :])
    except (ValueError, RecursionError):
        raise ValueError("is no JSON, or is cut off") from None
    wrong = _wrong(found, schema, "it")
    if wrong:
        raise ValueError(f"is not of the schema: {wrong}")
    result: dict[str, Any] = found
    return result


_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
}


def _wrong(value: object, schema: Mapping[str, Any], name: str) -> str | None:
    """The first thing in which a value differs from its schema; words out of a list are checked one by one later."""
    if not isinstance(value, _TYPES[schema["type"]]):
        return f"{name} is no {schema['type']}"
    if isinstance(value, dict):
        for key, part in schema["properties"].items():
            if key not in value and key in schema["required"]:
                return f"{name} has no `{key}`"
            if key in value and (found := _wrong(value[key], part, f"`{key}`")):
                return found
    if isinstance(value, list):
        return next((found for one in value if (found := _wrong(one, schema["items"], f"an item of {name}"))), None)
    return None
