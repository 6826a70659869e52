"""Growth of what connects a site: concepts, related debates, related threads, and what each debate's pages ask of it.

    python -m benchmarks.library [DEBATES ...]

Debates are outlines made by a fixed seed, each with as many keyphrases as the analysis gives: some that many debates
share (by Zipf's law), some that few do, most of its own, so that the number of concepts grows with the site. The time
a debate takes should stay as it is however many there are, and so should the memory that it takes.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from digest.library import connect
from digest.model import Outline, Phrase, ThreadName
from digest.settings import Settings
from digest.site.shelf import surroundings
from digest.text.slugs import short_hash

__all__ = ["Row", "outlines", "rows"]

SIZES = (625, 1250, 2500, 5000)
PHRASES, THREADS = 40, 12
SETTINGS = Settings()


@dataclass(frozen=True)
class Row:
    """A site of some size.

    Attributes:
        seconds: CPU time of connecting all debates and asking what stands around each.
        peak: megabytes that the whole process has taken at most until then, so that sizes are asked for in order.
    """

    debates: int
    concepts: int
    related: int
    threads: int
    seconds: float
    peak: float

    @property
    def each(self) -> float:
        """Milliseconds a debate."""
        return 1000 * self.seconds / self.debates


def outlines(count: int) -> list[Outline]:
    """So many debates, the same every time, and the first of them the same however many there are."""
    return [_outline(number, count) for number in range(count)]


def _outline(number: int, count: int) -> Outline:
    chance = random.Random(number)
    shared = {f"common matter {int(chance.paretovariate(0.7))}" for _ in range(8)}
    few = {f"matter of few {chance.randrange(count * 4)}" for _ in range(16)}
    own = [f"matter of debate {number} {at}" for at in range(PHRASES - len(shared) - len(few))]
    texts = [*sorted(shared | few), *own]
    chance.shuffle(texts)
    names = tuple(
        ThreadName(short_hash(str(number), str(at)), f"Thread {at} of debate {number}") for at in range(THREADS)
    )
    turning: dict[str, list[str]] = {}
    for name in names:
        for text in chance.sample(texts[:15], 3):
            turning.setdefault(text, []).append(name.id)
    phrases = tuple(
        Phrase(
            text,
            text,
            (text, text.capitalize()),
            chance.randint(2, 30),
            claims=tuple(range(9)),
            people=tuple(range(5)),
            points=(0, 1),
            threads=tuple(turning.get(text, ())),
        )
        for text in texts
    )
    date = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return Outline(f"d{number}", f"content/d{number}.md", f"Debate {number}", date, phrases, names)


def rows(sizes: Sequence[int] = SIZES) -> list[Row]:
    """A row a size, the smallest first."""
    return [_row(size) for size in sorted(sizes)]


def _row(size: int) -> Row:
    shelf = outlines(size)
    begun = time.process_time()
    counts = _connected(shelf)
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return Row(size, *counts, seconds, peak)


def _connected(shelf: Sequence[Outline]) -> tuple[int, int, int]:
    """How many concepts, related debates and related threads there are; each debate is asked for, none is kept."""
    index = connect(shelf, settings=SETTINGS)
    around = surroundings(index, most=SETTINGS.related)
    debates = threads = 0
    for outline in index.outlines:
        found = around(outline)
        debates += len(found.related)
        threads += sum(map(len, found.related_threads.values()))
    return len(index.concepts), debates, threads


def main() -> None:
    heads = ("debates", "concepts", "related", "threads", "seconds", "ms each", "peak MB", "KB each")
    print(" ".join(f"{head:>8}" for head in heads))
    for size in [int(one) for one in sys.argv[1:]] or SIZES:
        (row,) = rows([size])
        print(
            f"{row.debates:>8,} {row.concepts:>8,} {row.related:>8,} {row.threads:>8,} {row.seconds:>8.2f} "
            f"{row.each:>8.2f} {row.peak:>8.1f} {1000 * row.peak / row.debates:>8.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
