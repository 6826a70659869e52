"""Breaks each promise on purpose, one after the other, in a copy of the code, and looks whether a test notices.

    python tests/security/breaking.py [NAME...]

A promise that can be broken without a test that fails is no promise. This takes minutes, so it is run by hand and by
the weekly workflow; that each break still fits the code is a test of its own (`test_breaking.py`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = (
    "digest",
    "templates",
    "tests",
    "content",
    "docs",
    "fuzz",
    "training",
    "mkdocs.yml",
    "pyproject.toml",
    "README.md",
)


@dataclass(frozen=True)
class Break:
    """One promise broken: in this file, this text becomes that one, and these tests should fail."""

    name: str
    file: str
    old: str
    new: str
    tests: str


BREAKS = (
    Break("markup is not escaped", "digest/site/escape.py",
          "return start + _MARKUP.sub(lambda found: _reference(found[0]), text)", "return start + text",
          "tests/site/test_escape.py"),
    Break("any address is linked", "digest/site/escape.py",
          "if parts.scheme.lower() not in _SCHEMES or", "if False or",
          "tests/site/test_escape.py"),
    Break("front matter is not quoted", "digest/site/escape.py",
          "return Markup(json.dumps(text, ensure_ascii=False))", "return Markup(text)",
          "tests/site/test_escape.py"),
    Break("the direction of text can be turned", "digest/site/escape.py",
          'shown = _BIDI.sub(lambda found: f"[U+{ord(found[0]):04X}]", " ".join(text.split()))',
          'shown = " ".join(text.split())',
          "tests/site/test_escape.py tests/site/test_rendered.py"),
    Break("links of strangers carry no rel", "digest/site/bodies.py",
          ' rel="nofollow ugc noopener">', ">",
          "tests/site/test_bodies.py tests/security/test_injection.py"),
    Break("structured data can end its script", "digest/site/head.py",
          'text.replace("<", "\\\\u003c")', "text",
          "tests/security/test_structured_data.py"),
    Break("pages have no policy", "templates/theme/main.html",
          '<meta http-equiv="Content-Security-Policy" content="{{ (own or strict) | e }}">', "",
          "tests/security/test_injection.py"),
    Break("a cell can be a formula", "digest/site/exports/csv_tables.py",
          "if text.startswith(_FORMULA)", "if False",
          "tests/site/exports"),
    Break("Argdown text is not escaped", "digest/site/exports/argdown.py",
          'return _MARKUP.sub(_marked, " ".join(text.split()))',
          'return " ".join(text.split())',
          "tests/site/exports"),
    Break("pages are written in place", "digest/replacing.py",
          "os.replace(new, path)", "path.write_bytes(data)",
          "tests/builder"),
    Break("somebody else's file is overwritten", "digest/builder/output.py",
          "if faults:", "if False:",
          "tests/builder"),
    Break("sources are replaced without a copy", "digest/replacing.py",
          "before, mode = None, 0o644", "return bool(path.write_bytes(data))",
          "tests/test_replacing.py"),
    Break("private addresses are fetched", "digest/importing/guard.py",
          "if not addresses or not all(map(is_public, addresses)):", "if not addresses:",
          "tests/importing"),
    Break("the checked address is not the one connected to", "digest/importing/guard.py",
          "transport.handle_request(_pinned(request, addresses[-1]))", "transport.handle_request(request)",
          "tests/importing"),
    Break("an answer has no deadline", "digest/importing/deadline.py",
          "        if self.end is None:\n            return timeout\n", "        return timeout\n",
          "tests/importing/test_endless.py"),
    Break("an import has no deadline", "digest/importing/web.py",
          'min(self._clock() + limits.answer, self._end or float("inf"))', "self._clock() + limits.answer",
          "tests/importing/test_endless.py"),
    Break("encodings can be nested", "digest/importing/unfolding.py",
          "return names[0] if len(names) == 1 and names[0] in _KNOWN else None", "return names[0]",
          "tests/importing/test_endless.py"),
    Break("an answer unfolds without bound", "digest/importing/unfolding.py",
          "engine.decompress(rest, _STEP)", "engine.decompress(rest)",
          "tests/importing/test_endless.py"),
    Break("all answers together have no bound", "digest/importing/web.py",
          "if self._had > self._limits.whole:", "if False:",
          "tests/importing/test_endless.py"),
    Break("a server can ask for an endless wait", "digest/importing/rates.py",
          "except (ValueError, TypeError, OverflowError):", "except ValueError:",
          "tests/importing/test_endless.py"),
    Break("a host name that is none is a traceback", "digest/importing/web.py",
          "except (httpx.InvalidURL, UnicodeError):", "except httpx.TooManyRedirects:",
          "tests/importing/test_endless.py"),
    Break("dates at the ends of the calendar come through", "digest/text/times.py",
          "if when is None or not datetime.min.year < when.year < datetime.max.year:", "if when is None:",
          "tests/security/test_dates.py"),
    Break("the site's own date fits no gzip file", "digest/builder/pipeline.py",
          "min(max(int(max(dates).timestamp()), _NO_DATE), _LATEST)", "int(max(dates).timestamp())",
          "tests/security/test_dates.py"),
    Break("a stopped import loses its record", "digest/importing/__init__.py",
          "if recording and place.before is not None and", "if False and",
          "tests/cli/test_import_record.py"),
    Break("a circle of comments is lost", "digest/importing/reddit.py",
          " and name not in tops else", " else",
          "tests/importing/test_sites.py"),
    Break("words without end go to YAKE", "digest/analysis/keyphrases/yake.py",
          r'plain = _ENDLESS.sub(r"\1 ", plain)', "pass",
          "tests/analysis/test_lean_yake.py"),
    Break("lines without end go to sentencex", "digest/text/sentences.py",
          "_LONGEST = 8192", "_LONGEST = 10**9",
          "tests/text/test_text.py"),
    Break("long analyses say nothing", "digest/analysis/structure/together.py",
          "odds=odds, tell=_onwards(tell, before, total)", "odds=odds",
          "tests/cli/test_progress.py"),
    Break("sources lie anywhere", "digest/sources/several.py",
          "wrong = [why for name in names if (why := _fault(name))]", "wrong = []",
          "tests/sources/test_several.py"),
    Break("links among sources are followed", "digest/sources/several.py",
          "if part.is_symlink():", "if False:",
          "tests/sources/test_several.py"),
    Break("a stopped run begins anew", "digest/importing/refresh.py",
          "if name in finished:", "if False:",
          "tests/importing/test_refresh.py"),
    Break("nested elements are parsed without bound", "digest/sources/markup/nesting.py",
          "left_out = depth > _DEEPEST", "left_out = False",
          "tests/sources/test_markup.py"),
    Break("XML may declare entities", "digest/sources/disqus.py",
          'if "<!DOCTYPE" in file.text[:5000] or "<!ENTITY" in file.text:', "if False:",
          "tests/sources/test_threads_of_sites.py"),
    Break("cached bytes are believed", "digest/builder/codec.py",
          "if type(one) not in kinds:", "if False:",
          "tests/builder/test_codec.py"),
    Break("brackets are not counted", "digest/sources/markup/bounds.py",
          "_OPEN = 20", "_OPEN = 10_000_000",
          "tests/security/test_bounds.py"),
    Break("claims are moved by a character", "digest/analysis/claims/telling.py",
          "        start=start,", "        start=start + 1,",
          "tests/test_faithful.py tests/analysis/claims"),
    Break("what is hidden can be quoted", "digest/curation/hiding.py",
          "if quote.source in gone:", "if False:",
          "tests/curation"),
    Break("what is hidden can be copied", "digest/curation/hiding.py",
          "    if runs:\n", "    if False:\n",
          "tests/curation"),
)  # fmt: skip


def broken(one: Break, *, folder: Path) -> bool:
    """Whether the tests notice; the copy is whole again afterwards."""
    file = folder / one.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(one.old, one.new), encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *one.tests.split()],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        file.write_text(whole, encoding="utf-8")
    return done.returncode == 1 and "FAILED" in done.stdout  # an error of ours in this table is no test that fails


def main(names: list[str]) -> int:
    unnoticed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        for part in COPIED:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, folder / part)
        for one in BREAKS:
            if names and one.name not in names:
                continue
            noticed = broken(one, folder=folder)
            unnoticed += not noticed
            sys.stdout.write(f"{'noticed  ' if noticed else 'UNNOTICED'}  {one.name}\n")
            sys.stdout.flush()
    return 1 if unnoticed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
