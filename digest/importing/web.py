"""Fetches JSON politely and safely: time-outs, limited retries, rate and size limits, checked redirects.

    web = Web(tell=print)
    web.json("https://lobste.rs/s/abc123.json").data

Whatever a server does, the result is the data or one clear fault. Faults never contain headers or credentials.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlsplit

import httpx

from digest.errors import ContentError
from digest.importing.addresses import SAVE, failed, host_of, redirected
from digest.importing.decompression import ACCEPTED, BrokenEncodingError, decompressed, encoding_of
from digest.importing.limits import Limits, remaining, reset_in, retry_after
from digest.importing.transport import Deadline, public_client
from digest.sources import deepjson

__all__ = ["JsonResponse", "Limits", "Web"]

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class JsonResponse:
    """A successful response.

    Attributes:
        data: the parsed JSON.
        raw: the JSON as bytes.
        next: the address of the next page (Link header), if there is one.
    """

    data: Any
    raw: bytes
    url: str
    next: str | None = None


@dataclass(frozen=True, slots=True)
class _Again:
    """A temporary failure; `after` is the server's requested wait, in seconds."""

    why: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    """A request; with `found`, only the target of its redirects is wanted."""

    url: str
    headers: dict[str, str]
    hint: str | None = None
    question: dict[str, Any] | None = None
    found: Callable[[str], bool] | None = None


class Web:
    """The HTTP client of an import; keeps connections open, and remembers when each host may be contacted again.

    Args:
        client: sends the requests; by default one that reaches public addresses only.
        deadline: of the client's connections.
        tell: receives messages about waits.
        sleep, clock, now: waiting, monotonic seconds and the time of day; for tests to replace.
        seed: of the jitter in the waits.
    """

    def __init__(
        self,
        *,
        client: httpx.Client | None = None,
        deadline: Deadline | None = None,
        limits: Limits | None = None,
        tell: Callable[[str], None] = lambda what: None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        seed: int = 0,
    ) -> None:
        self._deadline = deadline or Deadline(clock)
        self._client = client or public_client(self._deadline)
        self._limits = limits or Limits()
        self.tell = tell
        self._sleep = sleep
        self._clock = clock
        self._now = now
        self._jitter = random.Random(seed)  # noqa: S311 spreads requests, guards nothing
        self._ready: dict[str, float] = {}
        self._end: float | None = None
        self._had = 0

    def begin(self) -> None:
        """Start another import: its time and size limits start again, but the hosts' rate limits continue."""
        self._end, self._had = None, 0

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def json(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        hint: str | None = None,
        question: dict[str, Any] | None = None,
    ) -> JsonResponse:
        """The response of an address, as JSON.

        Args:
            url: of http or https.
            headers: sent to the address's own host only, not to where it may redirect.
            hint: for the user, if the site refuses access or has no such page.
            question: posted as JSON; must be safe to repeat.

        Raises:
            ContentError: it cannot be fetched, permanently or after all retries; `path` is the address.
        """
        return self._persist(_Wish(url, dict(headers or {}), hint, question))

    def location(self, url: str, *, found: Callable[[str], bool]) -> str:
        """The target of redirects: the first address for which `found` is true, else the last one.

        Raises:
            ContentError: as `json`.
        """
        return self._persist(_Wish(url, {}, found=found)).url

    def _persist(self, wish: _Wish) -> JsonResponse:
        url, limits = wish.url, self._limits
        for attempt in range(limits.retries + 1):
            self._be_polite(url)
            outcome = self._attempt(wish)
            if isinstance(outcome, JsonResponse):
                return outcome
            if attempt == limits.retries:
                raise failed(url, f"{outcome.why}, {attempt + 1} times in a row", hint="try again later")
            wait = limits.backoff * 2**attempt * (0.5 + self._jitter.random())
            self._wait(url, max(wait, outcome.after or 0.0), outcome.why)
        raise AssertionError("the last attempt has an outcome")

    def _attempt(self, wish: _Wish) -> JsonResponse | _Again:
        try:
            return self._follow(wish)
        except httpx.TimeoutException:
            return _Again("did not answer in time")
        except (httpx.RequestError, httpx.StreamError) as error:
            return _Again(f"the connection failed ({_reason(error)})")
        except BrokenEncodingError as error:
            return _Again(f"the compressed answer is damaged ({error})")
        except (httpx.InvalidURL, UnicodeError):  # the latter for invalid host names
            raise failed(wish.url, "is not an address that can be fetched", hint="check it") from None
        finally:
            self._deadline.end = None

    def _wait(self, url: str, seconds: float, why: str) -> None:
        """Wait, or raise if the wait exceeds the limits."""
        self._check_time(url)
        late = self._end is not None and self._clock() + seconds > self._end
        if seconds > self._limits.wait or late:
            asked = f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"
            raise failed(url, f"{why}; the next try would be in {asked}", hint="try again then")
        if seconds > 0:
            if seconds >= 1:
                self.tell(f"{urlsplit(url).hostname}: {why}, waiting {seconds:.0f} s")
            self._sleep(seconds)

    def _check_time(self, url: str) -> None:
        if self._end is not None and self._clock() >= self._end:
            longest = self._limits.total
            asked = f"{longest / 60:.0f} minutes" if longest >= 120 else f"{longest:.0f} seconds"
            raise failed(url, f"the import takes longer than {asked}", hint="try again later")

    def _be_polite(self, url: str) -> None:
        """Wait until the host may be contacted again."""
        now = self._clock()
        if self._end is None:
            self._end = now + self._limits.total
        host = host_of(url)
        self._wait(url, self._ready.get(host, now) - now, "its rate limit is exhausted")
        self._ready[host] = self._clock() + self._limits.pause

    def _follow(self, wish: _Wish) -> JsonResponse | _Again:
        limits = self._limits
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        url = wish.url
        for _ in range(limits.redirects + 1):
            own = wish.headers if host_of(url) == host_of(wish.url) else {}
            sent = {"User-Agent": _user_agent(), "Accept": "application/json", "Accept-Encoding": ACCEPTED, **own}
            self._deadline.end = min(self._clock() + limits.answer, self._end or float("inf"))
            method = "GET" if wish.question is None else "POST"
            with self._client.stream(method, url, json=wish.question, headers=sent, timeout=timeout) as response:
                self._note_rate(url, response)
                if response.has_redirect_location and wish.question is None:
                    url = redirected(url, response.headers["Location"])
                elif wish.found is None or response.status_code != 200:
                    return self._judged(url, response, hint=wish.hint)
                if wish.found is not None and (wish.found(url) or response.status_code == 200):
                    return JsonResponse(None, b"", url)
        raise failed(wish.url, f"redirects more than {limits.redirects} times", hint=SAVE)

    def _judged(self, url: str, response: httpx.Response, *, hint: str | None) -> JsonResponse | _Again:
        status = response.status_code
        if status == 200:
            return self._read(url, response)
        after = retry_after(response.headers, now=self._now())
        limited = status in (403, 429) and remaining(response.headers) < 1
        if limited:
            after = max(after or 0.0, reset_in(response.headers, now=self._now()) or 0.0) or None
        if status in _AGAIN or limited or (status == 403 and after is not None):
            return _Again(f"asks to slow down ({status})" if limited or status == 429 else f"answers {status}", after)
        if status in (404, 410):
            raise failed(
                url, f"does not exist ({status})", hint=hint or "check the address; it may be private or deleted"
            )
        if status in (401, 403):
            raise failed(url, f"refuses access ({status})", hint=hint or SAVE)
        raise failed(url, f"answers {status}", hint="check the address")

    def _read(self, url: str, response: httpx.Response) -> JsonResponse:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind in ("text/html", "application/xhtml+xml"):
            raise failed(
                url, "answers with a web page instead of data, such as a login form or a robot check", hint=SAVE
            )
        if kind and not kind.endswith(("/json", "+json")):
            raise failed(url, f"answers with {kind[:60]!r} instead of JSON", hint="check the address")
        raw = self._body(url, response)
        try:
            data = deepjson.loads(raw.decode("utf-8-sig"))
        except ValueError:  # broken JSON as well as broken UTF-8
            raise failed(url, "answers with broken JSON", hint="try again later") from None
        return JsonResponse(data, raw, url, response.links.get("next", {}).get("url"))

    def _body(self, url: str, response: httpx.Response) -> bytes:
        encoding = encoding_of(response.headers.get("Content-Encoding", ""))
        if encoding is None:
            raise failed(url, "answers in several encodings, or in one that was not requested", hint=SAVE)
        declared = response.headers.get("Content-Length", "")
        if declared.isdecimal() and (len(declared) > 19 or int(declared) > self._limits.size):
            raise self._too_large(url)
        chunks: list[bytes] = []
        size = 0
        for chunk in decompressed(self._raw(url, response), encoding):
            size += len(chunk)
            self._had += len(chunk)
            if size > self._limits.size:
                raise self._too_large(url)
            if self._had > self._limits.whole:
                megabytes = self._limits.whole // 1024 // 1024 or 1
                raise failed(url, f"the import exceeds {megabytes} MB in total", hint="import only a part of it")
            chunks.append(chunk)
        return b"".join(chunks)

    def _raw(self, url: str, response: httpx.Response) -> Iterator[bytes]:
        """The raw bytes; they count towards the limit even if they decompress to nothing."""
        size = 0
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > self._limits.size:
                raise self._too_large(url)
            yield chunk

    def _too_large(self, url: str) -> ContentError:
        limit = self._limits.size // 1024 // 1024 or 1
        return failed(url, f"answers with more than {limit} MB", hint="import only a part of it")

    def _note_rate(self, url: str, response: httpx.Response) -> None:
        """Remember when a host whose rate limit is exhausted may be contacted again."""
        reset = reset_in(response.headers, now=self._now())
        if response.status_code == 200 and reset is not None and remaining(response.headers) < 1:
            self._ready[host_of(url)] = self._clock() + reset


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:120] or type(error).__name__


def _user_agent() -> str:
    try:
        number = version("debate-digest")
    except PackageNotFoundError:
        number = "dev"
    return (
        f"debate-digest/{number} (static-site generator for debate digests; fetches one public discussion on request)"
    )
