"""A number with its noun, in messages and images."""

from __future__ import annotations

__all__ = ["counted"]


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    Args:
        number: how many.
        one: what one of them is called.
        many: what any other number of them is called; by default that with an `s`.

    Example:
        >>> counted(1, "post"), counted(2000, "post"), counted(0, "person", "people")
        ('1 post', '2,000 posts', '0 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
