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
    ".github",
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
    Break("a site folder can be a source", "digest/builder/folders.py",
          "    if faults:\n        raise", "    if False:\n        raise",
          "tests/builder/test_folders.py tests/test_plugin.py"),
    Break("case makes another folder", "digest/builder/folders.py",
          '.casefold() for part', ' for part',
          "tests/builder/test_folders.py"),
    Break("links are not followed when folders are compared", "digest/builder/folders.py",
          "path.resolve(), other.resolve()", "path, other",
          "tests/builder/test_folders.py"),
    Break("a home folder's sign names a folder", "digest/settings.py",
          'if given.startswith("~"):', "if False:",
          "tests/builder/test_folders.py"),
    Break("the record of a site is not asked", "digest/builder/installing.py",
          "        if path not in before:\n            plan.foreign", "        if False:\n            plan.foreign",
          "tests/builder/test_installing.py"),
    Break("a site is written through links", "digest/builder/installing.py",
          "    if plan.links:", "    if False:",
          "tests/builder/test_installing.py"),
    Break("an edited file of the site is lost", "digest/builder/installing.py",
          "        aside.keep(folder / path", "        str(folder / path",
          "tests/builder/test_installing.py"),
    Break("an edited page is lost", "digest/builder/output.py",
          "if known and target.is_file() and not any(", "if False and not any(",
          "tests/builder/test_installing.py"),
    Break("a failed exchange leaves half a site", "digest/builder/installing.py",
          "    except BaseException:\n        recover(folder)\n", "    except BaseException:\n",
          "tests/builder/test_installing.py"),
    Break("a killed exchange is not put right", "digest/builder/pipeline.py",
          "        settle(site)\n", "",
          "tests/builder/test_durability.py"),
    Break("a record can name files elsewhere", "digest/builder/owned.py",
          "return not pure.is_absolute() and", "return True or",
          "tests/builder/test_installing.py tests/builder/test_output.py"),
    Break("MkDocs empties the site folder", "digest/plugin.py",
          "            if not self._serving:\n                self._begin(site, config)\n", "",
          "tests/test_plugin.py"),
    Break("MkDocs' own site folder is not looked at", "digest/plugin.py",
          "            keep_apart(site, output=Path(config.site_dir))\n", "",
          "tests/test_plugin.py"),
    Break("cleaning removes what others keep there", "digest/builder/cache.py",
          "(path.name in (*_KINDS, CHECKING) or path.name.startswith(RENDERING))", "True",
          "tests/builder/test_installing.py"),
    Break("publishing empties the branch", "digest/builder/publish.py",
          "if name in ours])", "])",
          "tests/cli/test_publish.py"),
    Break("the branch of one's work can be published to", "digest/builder/publish.py",
          '"HEAD").out == branch:', '"HEAD").out == "":',
          "tests/cli/test_publish.py"),
    Break("any package counts for the analysis", "digest/builder/packages.py",
          "for name in sorted(set(names)) if name in there", "for name in sorted(there)",
          "tests/builder/test_packages.py"),
    Break("an edited reader is not noticed", "digest/builder/packages.py",
          "found += (file.relative_to(place.parent).as_posix(), file.read_bytes())", "found += ()",
          "tests/builder/test_packages.py"),
    Break("an edited hook is not noticed", "digest/builder/rendering.py",
          "    for place in sorted(set(site.named)):", "    for place in []:",
          "tests/builder/test_packages.py"),
    Break("templates behind links are not noticed", "digest/builder/versions.py",
          "in os.walk(folder, followlinks=True)", "in os.walk(folder)",
          "tests/builder/test_packages.py"),
    Break("drafts are published", "digest/builder/understanding.py",
          "    if not drafts:\n", "    if False:\n",
          "tests/sources/test_front_matter_keys.py"),
    Break("drafts are exported", "digest/builder/export.py",
          "if document.draft and not drafts:", "if False:",
          "tests/sources/test_front_matter_keys.py"),
    Break("a preview leaves drafts behind", "digest/preview/serving.py",
          "        if self._drafts:\n", "        if False:\n",
          "tests/preview/test_serve.py"),
    Break("the preview answers any name", "digest/preview/server.py",
          "if not all(is_ours(host, host=self.server.host) for host in hosts):", "if False:",
          "tests/preview/test_server.py"),
    Break("MkDocs' server answers any name", "digest/plugin.py",
          "        server.set_app(", "        str(",
          "tests/test_plugin.py"),
    Break("HEAD sends the page", "digest/preview/server.py",
          'if self.command != "HEAD":', "if True:",
          "tests/preview/test_server.py"),
    Break("the preview reads Windows paths", "digest/preview/server.py",
          """letter < " " or letter == "\\\\" for""", """letter < " " for""",
          "tests/preview/test_server.py"),
    Break("the preview follows links out of the site", "digest/preview/server.py",
          "if not file.resolve().is_relative_to(root.resolve()):", "if False:",
          "tests/preview/test_server.py"),
    Break("odd addresses fail in the preview", "digest/preview/server.py",
          "except (OSError, ValueError):", "except FileNotFoundError:",
          "tests/preview/test_server.py"),
    Break("any build time is believed", "digest/builder/pipeline.py",
          "    keep_apart(site)\n    check_time()\n", "    keep_apart(site)\n",
          "tests/builder/test_durability.py"),
    Break("a check follows all links every time", "digest/renderers/links.py",
          "            return True\n", "            return False\n",
          "tests/builder/test_checking.py"),
    Break("a check believes links whose target is gone", "digest/renderers/links.py",
          'or any(files.get_file_from_path(name) is None for name in note["to"])', "",
          "tests/builder/test_checking.py"),
    Break("pipes are waited for", "digest/curation/files.py",
          "if not path.is_file():", "if False:",
          "tests/builder/test_odd_files.py"),
    Break("long names are no names", "digest/curation/files.py",
          "return os.path.exists(path)", "return path.exists()",
          "tests/builder/test_odd_files.py"),
    Break("a linked folder is published", "digest/builder/folders.py",
          "if path.is_symlink():", "if False:",
          "tests/builder/test_odd_files.py"),
    Break("every refusal is a full disk", "digest/errors.py",
          "_REMEDIES.get(error.errno or 0,", "_REMEDIES.get(errno.ENOSPC,",
          "tests/builder/test_odd_files.py"),
    Break("a full disk leaves an empty debate", "digest/replacing.py",
          "        put(beside, data, prefix=\".digest-\", lasting=0o644)\n",
          "        path.touch()\n        put(beside, data, prefix=\".digest-\", lasting=0o644)\n",
          "tests/cli/test_new.py"),
    Break("an empty title is taken", "digest/scaffold/__init__.py",
          "if not any(letter.isprintable() and not letter.isspace() for letter in title):", "if False:",
          "tests/cli/test_new.py"),
    Break("placeholders pass the check", "digest/builder/check.py",
          'found.add("debate", *surveyed.unfinished)', "pass",
          "tests/cli/test_new.py"),
    Break("one is told as many", "digest/text/counting.py",
          "one if number == 1 else many", "many",
          "tests/text/test_counting.py"),
    Break("an odd address throws", "templates/assets/digest.js",
          "try { return decodeURIComponent(typed); } catch { return typed; }", "return decodeURIComponent(typed);",
          "tests/browser/test_aids.py"),
    Break("sources are replaced without a copy", "digest/replacing.py",
          "before, mode = None, 0o644", "return bool(path.write_bytes(data))",
          "tests/test_replacing.py"),
    Break("private addresses are fetched", "digest/importing/guard.py",
          "if not addresses or not all(map(is_public, addresses)):", "if not addresses:",
          "tests/importing"),
    Break("the checked address is not the one connected to", "digest/importing/guard.py",
          "transport.handle_request(_pinned(request, addresses[-1]))", "transport.handle_request(request)",
          "tests/importing"),
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
    Break("what is hidden can be copied", "digest/curation/copies.py",
          "for size, runs in ((LONG, self._long), (SHORT, self._short)):", "for size, runs in ():",
          "tests/curation tests/security/test_hidden_everywhere.py"),
    Break("a few hidden words can be quoted", "digest/curation/copies.py",
          "if run in runs and (size == LONG or run in self._fresh or _within(span, quoted)):",
          "if run in runs and size == LONG:",
          "tests/security/test_hidden_everywhere.py"),
    Break("reasons repeat hidden words", "digest/curation/hiding.py",
          "posts=reasons(made, holds=out.in_text)", "posts=tuple(made)",
          "tests/security/test_hidden_everywhere.py"),
    Break("ids are made of hidden words", "digest/curation/blackout.py",
          "        if name != post.id:\n", "        name = post.id\n        if name != post.id:\n",
          "tests/security/test_hidden_everywhere.py"),
    Break("claims keep ids made of hidden words", "digest/curation/blackout.py",
          "short_hash(post, claim.text) if post != claim.post else claim.id", "claim.id",
          "tests/curation/test_hiding.py"),
    Break("redaction knows one spelling", "digest/curation/hiding.py",
          "self._phrases = Phrases([words]) if len(folded) > 1 else None", "self._phrases = None",
          "tests/security/test_hidden_everywhere.py"),
    Break("invisible characters hide a name", "digest/text/spelling.py",
          'if kind in ("Mn", "Me", "Cf"):', 'if kind in ("Mn", "Me"):',
          "tests/text/test_spelling.py tests/security/test_hidden_everywhere.py"),
    Break("links lead to hidden posts", "digest/curation/hiding.py",
          "if mark.url and _bare(mark.url) in links]", "if False]",
          "tests/security/test_hidden_everywhere.py"),
    Break("the name of a hidden author stays in others' posts", "digest/curation/hiding.py",
          "words = [*everywhere, *(Words(name, name=True) for name in _names(document, gone))]", "words = everywhere",
          "tests/security/test_hidden_everywhere.py"),
    Break("an editor's own words bring hidden ones back", "digest/recipe.py",
          "digest = hidden.sealed(", "digest = (",
          "tests/security/test_hidden_everywhere.py"),
    Break("a hide that finds nothing is only a warning", "digest/curation/report.py",
          "shows = isinstance(item, Hide | Redact)", "shows = False",
          "tests/curation/test_site.py"),
    Break("words that are redacted and not found are only a warning", "digest/builder/understanding.py",
          "(*wrongly, *unsettled)", "wrongly",
          "tests/curation/test_site.py"),
    Break("an import does not tell of a hide that misses", "digest/recording.py",
          "            tell(fault)\n", "            pass\n",
          "tests/curation/test_site.py"),
    Break("withdrawn words live on as titles in the record", "digest/curation/record.py",
          "if said.says(one.was.title)}", "}",
          "tests/curation/test_record.py"),
    Break("withdrawn words live on as addresses", "digest/curation/record.py",
          "and said.says(moved.was.title)", "",
          "tests/curation/test_record.py"),
    Break("an id with markup in it is an anchor", "digest/site/urls.py",
          "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", "[A-Za-z0-9][A-Za-z0-9_-]*",
          "tests/site/test_urls.py"),
    Break("two posts have one anchor", "digest/site/urls.py",
          "_SAFE_ID.fullmatch(name) or uses[anchor] == 1", "True",
          "tests/site/test_urls.py"),
    Break("names from right to left reorder their line", "digest/site/escape.py",
          "<bdi>{_escaped(alone)}</bdi>", "{_escaped(alone)}",
          "tests/site/test_escape.py"),
    Break("an anonymized file names people in its front matter", "digest/importing/__init__.py",
          "nameless(theirs, people) if theirs and people else theirs", "theirs",
          "tests/importing/test_anonymize.py"),
    Break("an anonymized file may still name people", "digest/importing/anonymous.py",
          "if people.named_in(line):", "if False:",
          "tests/importing/test_anonymize.py"),
    Break("an anonymized file is named after people", "digest/importing/anonymous.py",
          "if people.named_in(path.stem):", "if False:",
          "tests/importing/test_anonymize.py"),
    Break("ids of anonymized posts are addresses", "digest/importing/pseudonyms.py",
          'if "@" in name or people.named_in(name) else name', "if False else name",
          "tests/importing/test_anonymize.py"),
    Break("a copy of an edited text names people", "digest/importing/__init__.py",
          "text=people.edited(str(old)) if people else str(old)", "text=str(old)",
          "tests/importing/test_anonymize.py"),
    Break("mail addresses stay in anonymized files", "digest/importing/pseudonyms.py",
          'for match in ADDRESS.finditer(text) if "@" in text else ():', "for match in ():",
          "tests/importing/test_anonymize.py"),
    Break("pseudonyms connect debates", "digest/analysis/keyphrases/__init__.py",
          "if not _NUMBERED.search(key)", "",
          "tests/analysis/keyphrases/test_pseudonyms_are_no_phrases.py"),
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
