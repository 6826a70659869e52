"""What a new site and a new debate begin with.

The configuration and the workflow of a new site are those that this repository builds its own example with, so that
they cannot come apart: a wheel holds copies of both, in a checkout they stand where they are used.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from digest.atomic_write import put_new
from digest.errors import Fault, OutputError, refused
from digest.text.slugs import slugify

__all__ = ["CONTENT", "new_debate", "new_site", "placeholder_line"]

_CHECKOUT = Path(__file__).parents[2]
CONTENT = "content/tool-library.md"
"""The debate that a new site begins with."""

_KEPT = ("generated/.theme/.gitkeep",)
"""MkDocs asks for its folders before anything could make them, so an empty file keeps them in git."""


def new_site(folder: Path, *, name: str | None = None, url: str = "") -> tuple[Path, ...]:
    """Write all files of a new site, or none.

    Args:
        folder: made where it is missing.
        name: the site's name; by default one made from the folder's.
        url: where the site will be published; by default GitHub's workflow says so.

    Returns:
        The files.

    Raises:
        OutputError: one of the files exists, or the disk refuses.
    """
    if wall := next((one for one in (folder, *folder.absolute().parents) if one.exists() and not one.is_dir()), None):
        hint = "choose a folder that is empty or does not exist"
        raise OutputError(Fault("is a file, not a folder", path=str(wall), hint=hint))
    name = name or _named(folder)
    texts = {
        "mkdocs.yml": _config(_shipped("mkdocs.yml", "mkdocs.yml"), name=name, url=url),
        CONTENT: _packaged("example.md"),
        "README.md": _packaged("README.md").replace("{name}", name),
        "requirements.txt": _requirement(version("debate-digest")),
        ".gitignore": _packaged("gitignore"),
        ".github/workflows/pages.yml": _shipped("pages.yml", ".github/workflows/pages.yml"),
        ".github/workflows/refresh.yml": _shipped("refresh.yml", ".github/workflows/refresh.yml"),
        **dict.fromkeys(_KEPT, ""),
    }
    there = [path for path in texts if (folder / path).exists()]
    if there:
        hint = "start in an empty folder"
        raise OutputError(*(Fault("already exists", path=str(folder / path), hint=hint) for path in there))
    written: list[Path] = []
    try:
        for path, text in texts.items():
            _write(folder / path, text)
            written.append(folder / path)
    except OutputError:
        for one in written:
            one.unlink(missing_ok=True)
        raise
    return tuple(folder / path for path in texts)


def new_debate(title: str, *, into: Path, day: date, source: str | None = None) -> Path:
    """Write a debate to be filled in, named by its title.

    Args:
        into: the content folder, made where it is missing.
        day: when it began.
        source: the address that the debate is a copy of.

    Raises:
        OutputError: the title is empty, the source is not an address, a debate of that name exists, or the disk
            refuses; nothing is written then.
    """
    if not any(letter.isprintable() and not letter.isspace() for letter in title):
        hint = 'give the question: digest new "Should the library open on Sundays?"'
        raise OutputError(Fault("the title is empty", hint=hint))
    if any("\ud800" <= letter <= "\udfff" for letter in title):
        raise OutputError(Fault(f"the title {title!r} is not UTF-8", hint="use a terminal with UTF-8 encoding"))
    if source is not None and not re.match(r"https?://[^\s/]", source):
        raise OutputError(Fault(f"the source {source!r} is not an address", hint="start it with https://"))
    path = into / f"{slugify(title, fallback='debate')}.md"
    if path.exists():
        raise OutputError(Fault("already exists", path=str(path), hint="edit it, or choose another title"))
    front = {"title": " ".join(title.split()), **({"source": source} if source else {}), "date": day.isoformat()}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    _write(path, "\n".join(["---", *lines, "tags: []", "---", "", _PROMPT]))
    return path


_PROMPT = """Say here what the question is and where it comes from.

## @First speaker

What they said.

### @Second speaker

> What they said.

The reply, one `#` deeper than the post it answers. A line that begins with `>` is a quote.
"""


_PLACEHOLDERS = frozenset(
    line for line in _PROMPT.encode().splitlines() if line not in (b"", b"What they said.", b"> What they said.")
)
"""Lines that nobody would write of themselves."""


def placeholder_line(raw: bytes) -> int | None:
    """The first line of a file that still says what `digest new` put there; None where there is none.

    Example:
        >>> placeholder_line(b"---\\ntitle: Tea\\n---\\n\\n## @First speaker\\n")
        5
    """
    if b"Say here what" not in raw and b"@First speaker" not in raw and b"@Second speaker" not in raw:
        return None  # a debate can have a million lines
    lines = enumerate(raw.splitlines(), 1)
    return next((number for number, line in lines if line.strip() in _PLACEHOLDERS), None)


def _named(folder: Path) -> str:
    """A site's name made from its folder's.

    Example:
        >>> _named(Path("town-debates"))
        'Town debates'
    """
    words = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
    return words[:1].upper() + words[1:] or "Debate digests"


def _config(text: str, *, name: str, url: str) -> str:
    """The configuration with the name and the address of the new site in it."""
    for key, value in (("site_name", json.dumps(name, ensure_ascii=False)), ("site_url", _address(url))):
        text, found = re.subn(rf"^{key}: .*$", lambda _, line=f"{key}: {value}": line, text, flags=re.MULTILINE)  # type: ignore[misc]
        if found != 1:
            raise AssertionError(f"mkdocs.yml sets {key} {found} times")
    return text


def _address(url: str) -> str:
    return f"!ENV [SITE_URL, {json.dumps(url.rstrip('/') + '/' if url else '')}]"


def _requirement(installed: str) -> str:
    """What the workflow installs: this release with its later corrections.

    Example:
        >>> _requirement("1.4.2").splitlines()[-1]
        'debate-digest==1.4.*'
    """
    major, minor = installed.split(".")[:2]
    return f"# The version of digest that publishes this site.\ndebate-digest=={major}.{minor}.*\n"


def _packaged(name: str) -> str:
    return (files("digest.scaffold") / "site" / name).read_text(encoding="utf-8")


def _shipped(name: str, place: str) -> str:
    """A file that the wheel holds, and that a checkout has at its place."""
    packaged = files("digest.scaffold") / name
    return (packaged if packaged.is_file() else _CHECKOUT / place).read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_new(path, text.encode("utf-8"))
    except OSError as error:
        raise OutputError(replace(refused(error, path=path), path=str(path))) from None
