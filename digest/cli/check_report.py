"""The output of `digest check` for programs: JSON, and GitHub annotations with a job summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digest.builder.check import Checked, Note, Problem
from digest.errors import Fault
from digest.model import LeftOut
from digest.site.escape import md
from digest.text.counting import counted

__all__ = ["annotation", "left_out", "report", "summary"]

_KINDS = {"settings": "Settings", "debate": "Debate", "correction": "Correction", "page": "Page", "link": "Link"}


def report(checked: Checked) -> dict[str, object]:
    """The output of `digest check --json`."""
    return {
        "schema": 1,
        "ok": not checked.problems,
        "debates": checked.debates,
        "pages": checked.pages,
        "faults": [
            {
                "kind": problem.kind,
                "path": problem.fault.path,
                "line": problem.fault.line,
                "message": problem.fault.message,
                "hint": problem.fault.hint,
            }
            for problem in checked.problems
        ],
        "files": [
            {
                "path": note.path,
                "reader": note.reader,
                "why": note.why,
                "left_out": [
                    {"what": one.what, "why": one.why, "count": one.count, "line": one.line} for one in note.left_out
                ],
            }
            for note in checked.notes
        ],
    }


def annotation(problem: Problem, *, folder: str = "") -> str:
    r"""The workflow command that annotates a fault at its line on GitHub.

    Args:
        folder: the site's folder within the repository, with a slash at its end; empty for the repository itself.

    Example:
        >>> annotation(Problem("debate", Fault("50% is:\nwrong", path="content/a,b.md", line=3, hint="mend it")))
        '::error file=content/a%2Cb.md,line=3,title=Debate::50%25 is: wrong, mend it'
    """
    fault = problem.fault
    folder = "" if problem.kind == "settings" else folder  # their path is already as on the command line
    path = f"{folder}{fault.path}" if fault.path else None
    return _command("error", path, fault.line, _KINDS[problem.kind], str(Fault(fault.message, hint=fault.hint)))


def left_out(note: Note, one: LeftOut, *, folder: str = "") -> str:
    """The workflow command that annotates on GitHub what a reader left out.

    Args:
        folder: as in `annotation`.

    Example:
        >>> left_out(Note("content/a.txt", "chat", ""), LeftOut("notices", "they are not posts", 2, 7))
        '::notice file=content/a.txt,line=7,title=Left out::notices (2, the first in line 7): they are not posts'
    """
    return _command("notice", f"{folder}{note.path}", one.line, "Left out", str(one))


def _command(name: str, path: str | None, line: int | None, title: str, words: str) -> str:
    place = {"file": path, "line": line, "title": title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    return f"::{name} {properties}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(checked: Checked) -> str:
    """The job summary, in Markdown."""
    looked = f"{counted(checked.debates, 'debate')} and {counted(checked.pages, 'page')} were checked."
    if not checked.problems:
        return f"## No problems\n\n{looked}\n"
    files = sorted({problem.fault.path or "" for problem in checked.problems})
    rows = [_row(problem) for problem in checked.problems]
    head = f"## {counted(len(checked.problems), 'problem')} in {_files(files)}"
    return "\n".join([head, "", "| Where | Problem | What to do |", "| --- | --- | --- |", *rows, "", looked, ""])


def _row(problem: Problem) -> str:
    fault = problem.fault
    where = (fault.path or "") + (f", line {fault.line}" if fault.line else "")
    return f"| {md(where)} | {md(fault.message)} | {md(fault.hint or '')} |"


def _files(paths: Sequence[str]) -> str:
    return str(md(Path(paths[0]).name)) if len(paths) == 1 and paths[0] else counted(len(paths), "file")
