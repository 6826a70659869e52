"""Brings the catalogues of `templates/locale/` up to date with the words of pages: `python -m tools.catalogue`.

`python -m tools.catalogue it` starts the catalogue of another language. A test fails where a word of a page is missing.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "templates" / "locale"
TEMPLATE = LOCALE / "messages.pot"
_KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}


def _sources() -> Iterator[tuple[Path, str]]:
    """Every file with words of pages, and how they are found in it."""
    templates = ROOT / "templates"
    for path in sorted([*templates.glob("*.md"), *templates.glob("*.html")]):
        yield path, "jinja2.ext:babel_extract"
    for path in sorted(templates.glob("assets/*.js")):
        yield path, "javascript"
    for path in sorted((ROOT / "digest" / "site").rglob("*.py")):
        yield path, "python"


def extracted() -> Catalog:
    """All words of pages, untranslated."""
    made = Catalog(charset="utf-8")
    for path, method in _sources():
        options = {"silent": "false"} if method.startswith("jinja2") else {"encoding": "utf-8"}
        with path.open("rb") as file:
            for _, message, _, _ in extract(method, file, keywords=_KEYWORDS, options=options):
                made.add(message)
    return made


def written(catalogue: Catalog) -> str:
    """A catalogue as a file: sorted, and without dates and line numbers, which would change with every edit."""
    body = io.BytesIO()
    write_po(body, catalogue, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True, width=0)
    language = f'"Language: {catalogue.locale_identifier}\\n"\n' if catalogue.locale_identifier else ""
    plurals = f'"Plural-Forms: {catalogue.plural_forms}\\n"\n' if catalogue.locale_identifier else ""
    head = f'msgid ""\nmsgstr ""\n{language}"Content-Type: text/plain; charset=utf-8\\n"\n{plurals}'
    return f"{head}\n{body.getvalue().decode().strip()}\n"


def updated(path: Path, *, words: Catalog) -> Catalog:
    """The catalogue of a language with all words of pages; it is begun where there is none."""
    code = path.stem
    if path.is_file():
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=code.replace("-", "_"))
    else:
        catalogue = Catalog(locale=Locale.parse(code.replace("-", "_")), charset="utf-8")
    catalogue.update(words, no_fuzzy_matching=True)
    return catalogue


def main(languages: list[str]) -> None:
    """Write all catalogues, and those of new languages."""
    words = extracted()
    LOCALE.mkdir(exist_ok=True)
    TEMPLATE.write_text(written(words), encoding="utf-8")
    for path in sorted({*LOCALE.glob("*.po"), *(LOCALE / f"{code}.po" for code in languages)}):
        path.write_text(written(updated(path, words=words)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
