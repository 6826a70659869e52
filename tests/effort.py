"""How much is tried: enough at a desk, more where `DIGEST_TESTS=thorough` asks for it, as the weekly workflow does.

All tests run either way. Only how many examples a property is tried with, and how large the input of a test of scale
is, differ.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

THOROUGH = os.environ.get("DIGEST_TESTS") == "thorough"


def amount(usual: int, *, thorough: int) -> int:
    """How many examples, posts or characters a test makes."""
    return thorough if THOROUGH else usual


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails where the block takes more seconds of processor time, which other programs do not change much.

    A test of scale with a quarter of the input needs a limit of a sixteenth to notice the same quadratic cost.
    """
    begun = time.process_time()
    yield
    taken = time.process_time() - begun
    assert taken < seconds, f"took {taken:.1f} s of processor time, {seconds} s are allowed"
