"""Problems that a user can fix, with messages that say how.

    DigestError
    ├── ContentError    a file in content/ cannot be read as a debate
    ├── CurationError   a correction matches nothing, or more than one thing
    ├── SettingsError   mkdocs.yml asks for something that does not exist
    └── OutputError     pages cannot be written or rendered

An error has all faults that were found, so that they are reported together. Any other exception is a bug in
digest and keeps its traceback.
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "ContentError",
    "CurationError",
    "DigestError",
    "Fault",
    "OutputError",
    "SettingsError",
    "did_you_mean",
    "place",
    "refused",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem and its place.

    Example:
        >>> print(Fault("two posts have the id 'b2'", path="content/x.md", line=12, hint="rename one"))
        content/x.md:12: two posts have the id 'b2', rename one
    """

    message: str
    path: str | None = None
    line: int | None = None
    hint: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        what = ", ".join(part for part in (self.message, self.hint) if part)
        line = f"{where}: {what}" if where else what
        return " ".join(line.split())  # a fault is one line, even if a parser's message had several


class DigestError(Exception):
    """The base class of all errors that a user can fix.

    Args:
        faults: the problems; at least one.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class ContentError(DigestError):
    """A content file cannot be read."""


class CurationError(DigestError):
    """A correction does not fit the debate that it corrects."""


class SettingsError(DigestError):
    """The site's configuration is wrong."""


class OutputError(DigestError):
    """Pages cannot be written or rendered."""


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The hint for a misspelt word: the most similar known word, or None.

    Example:
        >>> did_you_mean("langauge", ["language", "content"])
        "did you mean 'language'?"
    """
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else None


_REMEDIES = {
    errno.ENOSPC: "free some disk space",
    getattr(errno, "EDQUOT", errno.ENOSPC): "free some space: your disk quota is used up",
    errno.EACCES: "check your permissions",
    errno.EPERM: "check your permissions",
    errno.EROFS: "make the disk writable, or use another one",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.ELOOP: "check the symbolic links in its path, they form a loop",
    errno.ENOTDIR: "a file is where a folder should be, move it",
    errno.EEXIST: "something else has this name, move it",
    errno.EISDIR: "a folder has this name, move it",
    errno.ENOTEMPTY: "a folder of this name is not empty, move it",
    errno.ENOENT: "check that its folder still exists",
    errno.EFBIG: "raise the file size limit, see `ulimit -f`",
    errno.EMFILE: "raise the limit on open files, see `ulimit -n`",
    errno.ENFILE: "close some programs, the system has too many files open",
    errno.EBUSY: "close the program that is using it",
    errno.EIO: "check the disk",
}


def refused(error: OSError, *, path: Path | str, what: str = "cannot be written", then: str = "") -> Fault:
    """The fault for an error of the operating system, with a hint for each known cause.

    Args:
        error: the error.
        path: the file, for an error that names none.
        what: what failed.
        then: further information for the user.

    Example:
        >>> print(refused(OSError(errno.ENOSPC, "No space left on device"), path="site", then="the old one is intact"))
        site: cannot be written (No space left on device), free some disk space; the old one is intact
    """
    remedy = _REMEDIES.get(error.errno or 0, "check the disk and your permissions")
    # Of two files, the second is the target. Users do not know our temporary files, so those are not shown.
    named = error.filename2 or error.filename
    place = str(path) if named is None or Path(str(named)).name.startswith(".digest-") else str(named)
    hint = f"{remedy}; {then}" if then else remedy
    return Fault(f"{what} ({error.strerror or error})", path=place, hint=hint)


def place(path: Path, root: Path | None) -> str:
    """The path of a file as faults show it: relative to `root` if it is inside, with forward slashes.

    Example:
        >>> place(Path("/site/content/x.md"), Path("/site")), place(Path("x.md"), None)
        ('content/x.md', 'x.md')
    """
    return path.relative_to(root).as_posix() if root and path.is_relative_to(root) else str(path)
