"""A language model, through the library `llm`, which knows people's models, keys and plug-ins: its only importer.

Nothing that the library raises is passed on as it is: such messages can hold keys.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from digest.errors import DigestError, Fault, did_you_mean

__all__ = ["Model", "ModelError", "ProposeError", "RateLimitedError", "Reply", "named"]

_LIMITS = ("max_tokens", "max_output_tokens", "max_completion_tokens", "num_predict", "max_new_tokens")
"""What plug-ins call the option that bounds an answer."""
_ENDLESS = 8
"""Characters a token at most: a longer answer ignores its bound."""
_SECRET = re.compile(
    r"\b(?:sk|pk|key|api|gsk|xai|AIza)[-_]?[\w-]{8,}|\b[A-Za-z0-9_-]{24,}\b|Bearer\s+\S+", re.IGNORECASE
)
_BUSY = re.compile(r"rate.?limit|too many requests|overloaded|\b429\b|\b529\b|\b503\b", re.IGNORECASE)
_SHOWN = 160


class ProposeError(DigestError):
    """A model cannot be asked."""


class ModelError(Exception):
    """A model gave no answer; the message holds no key."""


class RateLimitedError(ModelError):
    """A model asks to wait.

    Attributes:
        after: so many seconds, where it says how many.
    """

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered, and how many tokens it says that it read and wrote."""

    text: str
    read: int | None = None
    written: int | None = None


class Model(Protocol):
    """Whatever can be asked."""

    @property
    def name(self) -> str:
        """Its id."""

    def reply(self, prompt: str, *, system: str, schema: Mapping[str, Any], most: int) -> Reply:
        """An answer of at most so many tokens.

        Raises:
            RateLimitedError: it asks to wait.
            ModelError: it gives none.
        """


def named(name: str) -> Model:
    """A model of the library `llm`; its default where the name is empty.

    Raises:
        ProposeError: the library is missing, or knows no such model.
    """
    try:
        import llm
    except ImportError:
        hint = 'install it with `pip install "debate-digest[propose]"`'
        raise ProposeError(Fault("`digest propose` needs the package `llm`", hint=hint)) from None
    try:
        return _Llm(llm.get_model(name or None))
    except llm.UnknownModelError:
        known = [alias for one in llm.get_models_with_aliases() for alias in (one.model.model_id, *one.aliases)]
        hint = did_you_mean(name, known) or "see `llm models` for those that are installed"
        raise ProposeError(Fault(f"no model is called {name!r}", hint=hint)) from None


class _Llm:
    """A model of the library."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._options = set(getattr(model.Options, "model_fields", {}))

    @property
    def name(self) -> str:
        return str(self._model.model_id)

    def reply(self, prompt: str, *, system: str, schema: Mapping[str, Any], most: int) -> Reply:
        options = {name: most for name in _LIMITS[:1] if name in self._options}
        options = options or {name: most for name in _LIMITS if name in self._options}
        options |= {"temperature": 0} if "temperature" in self._options else {}
        given: dict[str, Any] = {"schema": dict(schema)} if self._model.supports_schema else {}
        text = ""
        try:
            answer = self._model.prompt(prompt, system=system, options=options, **given)
            for chunk in answer:
                text += chunk
                if len(text) > most * _ENDLESS:
                    raise ModelError("its answer does not end")
            usage = answer.usage()
        except ModelError:
            raise
        except Exception as error:  # plug-ins raise what they like; a traceback would show their keys
            raise self._error(error) from None
        return Reply(text, usage.input, usage.output)

    def _error(self, error: Exception) -> ModelError:
        told = _without_keys(f"{type(error).__name__}: {error}", self._key)
        status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
        if status in (429, 503, 529) or _BUSY.search(told):
            return RateLimitedError(told, _after(error))
        return ModelError(told)

    def _key(self) -> str | None:
        with contextlib.suppress(Exception):
            return str(self._model.get_key() or "") or None
        return None


def _without_keys(text: str, key: Callable[[], str | None]) -> str:
    """A message on one line, without anything that could be a key.

    Example:
        >>> _without_keys("401: Incorrect API key provided: sk-1234567890abcdef.", lambda: None)
        '401: Incorrect API key provided: ….'
    """
    if known := key():
        text = text.replace(known, "…")
    line = " ".join(_SECRET.sub("…", text).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _after(error: Exception) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    with contextlib.suppress(TypeError, ValueError, KeyError):
        return float(headers["retry-after"])
    return None
