"""The words of pages stand in one catalogue, and pages in another language have no English left in them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment as Jinja
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from digest.errors import OutputError
from digest.model import Change, Digest
from digest.site import Page, SiteInfo, standalone
from digest.site.environment import environment
from digest.site.translation import ENGLISH, translation
from tests.shown import Shelf, pages
from tests.site.test_pages import rendered
from tools import catalogue

LANGUAGES = ("de", "fr", "es")
PLACEHOLDER = re.compile(r"%\((\w+)\)s|<[^>]+>|`[^`]+`")
TEMPLATES = sorted((catalogue.ROOT / "templates").glob("*.*"))
SHAM = "sh"
"""A language that nobody speaks: every English word of a page is in brackets."""


def po(code: str) -> dict[str | tuple[str, ...], tuple[str, ...]]:
    with (catalogue.LOCALE / f"{code}.po").open("rb") as file:
        found = read_po(file, abort_invalid=True)
    return {
        tuple(one.id) if not isinstance(one.id, str) else one.id: (one.string,)
        if isinstance(one.string, str)
        else tuple(one.string or ())
        for one in found
        if one.id and not one.fuzzy
    }


def test_the_list_of_all_words_is_what_pages_use() -> None:
    """Run `python -m tools.catalogue` after a word of a page has changed."""
    assert catalogue.TEMPLATE.read_text(encoding="utf-8") == catalogue.written(catalogue.extracted())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_shipped_language_lacks_no_word_and_has_none_too_many(code: str) -> None:
    ids = {tuple(one.id) if not isinstance(one.id, str) else one.id for one in catalogue.extracted() if one.id}
    found = po(code)
    assert set(found) == ids
    assert [one for one, forms in found.items() if not forms or not all(forms)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_has_the_placeholders_and_the_markup_of_its_text(code: str) -> None:
    for text, forms in po(code).items():
        ids = (text,) if isinstance(text, str) else text
        for form in forms:
            assert sorted(m[0] for m in PLACEHOLDER.finditer(form)) == sorted(
                m[0] for m in PLACEHOLDER.finditer(ids[-1])
            ), form


def literal_words(source: str) -> list[str]:
    """Words that stand in a template as they are, without front matter, markup and comments."""
    tokens = list(Jinja(extensions=["jinja2.ext.i18n"]).lex(source))
    text = "".join(value if kind == "data" else " ⟦⟧ " for _, kind, value in tokens if not kind.startswith("comment"))
    text = re.sub(r"(?s)<style>.*?</style>", "", text)
    text = re.sub(r"\A(\s|⟦⟧)*---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"""\s(?!aria-label|title|placeholder|alt)[\w-]+="[^"]*\"""", " ", text)
    text = re.sub(r"<!--.*?-->|<!doctype html>|</?[a-z]\w*|&\w+;|\b(?:markdown|hidden)\b", " ", text)
    text = re.sub(r"""\b(aria-label|title|placeholder|alt)="|\{ ?[.#][^}]*\}|\bdata-[\w-]+""", " ", text)
    return re.findall(r"[^\W\d_]{2,}", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_word_that_cannot_be_translated(path: Path) -> None:
    assert literal_words(path.read_text(encoding="utf-8")) == []


def test_a_word_that_was_forgotten_in_a_template_is_found() -> None:
    template = '---\ntitle: x\n---\n\n# Heading\n\n<p class="dg-x" title="Tip">{{ _("Answer") }}</p>\n{ .dg-meta }\n'
    assert literal_words(template) == ["Heading", "Tip"]


@pytest.fixture
def sham(tmp_path: Path) -> Path:
    words = catalogue.extracted()
    for one in words:
        if one.id:
            ids = (one.id,) if isinstance(one.id, str) else one.id
            strings = tuple(f"⟦{text}⟧" for text in ids)
            one.string = strings[0] if isinstance(one.id, str) else strings
    text = catalogue.written(words).replace(
        'charset=utf-8\\n"\n', 'charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n', 1
    )
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / f"{SHAM}.po").write_text(text, encoding="utf-8")
    return tmp_path


def everything(library: Shelf, tea: Digest) -> Shelf:
    """A library whose pages show nearly all that pages can show."""
    changed = replace(
        tea,
        changes=(Change(tea.document.date, ("a3",), ("c1",), ("c3",), ("a2",)),),  # type: ignore[arg-type]
        document=replace(tea.document, missing=3),
    )
    return replace(library, digests=(changed, *library.digests[1:]))


def outside(text: str) -> str:
    """What is not in the brackets of the sham language, innermost brackets first."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    return text


def test_pages_in_another_language_have_no_english_left(
    library: Shelf, tea: Digest, site: SiteInfo, sham: Path
) -> None:
    shelf = everything(library, tea)
    said = " ".join(
        [f"{one.text} {one.author or ''}" for digest in shelf.digests for one in digest.document.posts]
        + [one.document.title for one in shelf.digests]
        + [one.title for digest in shelf.digests for one in (*digest.threads, *digest.topics)]
        + [tea.proposition.text if tea.proposition else "", site.name, site.description, "kitchen tea flat example org"]
        + ["JSON Argdown iframe src title width height loading lazy style border max embed html debates https"]
    )
    known = set(re.findall(r"[^\W\d_]+", said))
    months = set(re.findall(r"[^\W\d_]+", translation(SHAM, catalogues=()).day(date(2026, 3, 9))))
    made = [one for one in pages(shelf, site=replace(site, language=SHAM), templates=[sham]) if one.path[-3:] == ".md"]
    assert len(made) > 8
    for page in made:
        tree = rendered(page)
        assert tree.body is not None
        labels = [node.attributes.get(name) or "" for node in tree.css("*") for name in ("aria-label", "title")]
        left = set(re.findall(r"[^\W\d_]{2,}", outside(" ".join([tree.body.text(separator=" "), *labels]))))
        assert left - known - months == set(), page.path


def shown(made: list[Page], path: str) -> str:
    page = next(one for one in made if one.path == path)
    body = rendered(page).body
    assert body is not None
    return " ".join(body.text().split())


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("de", ["Debatten", "6 Kommentare · 5 Personen", "9. März 2026", "Dafür", "„Milk first scalds less.“"]),
        ("fr", ["Débats", "6 commentaires · 5 personnes", "9 mars 2026", "Pour", "« Milk first scalds less. »"]),
        ("es", ["6 comentarios · 5 personas", "9 de marzo de 2026", "A favor", "«Milk first scalds less.»"]),
    ],
)
def test_a_debate_is_shown_in_the_language_of_the_site(
    library: Shelf, site: SiteInfo, code: str, words: list[str]
) -> None:
    made = list(pages(library, site=replace(site, language=code)))
    text = shown(made, "debates/tea/index.md")
    assert [one for one in words if one not in text] == []
    assert "comment" not in shown(made, "debates/tea/index.md").replace("commentaire", "")


def test_numbers_and_dates_are_written_as_in_their_language() -> None:
    german, french = environment((), language="de").translation, environment((), language="fr").translation
    assert german.ngettext("%(num)s comment", "%(num)s comments", 12345) == "12.345 Kommentare"
    assert french.ngettext("%(num)s comment", "%(num)s comments", 0) == "0 commentaire"
    assert german.percent(0.5) == "50\xa0%"
    assert ENGLISH.day(date(2026, 3, 9)) == "9 March 2026"


def test_scripts_get_their_words_and_english_ones_need_none(library: Shelf, site: SiteInfo) -> None:
    def script(language: str) -> str:
        made = pages(library, site=replace(site, language=language))
        return next(str(one.text) for one in made if one.path == "assets/digest.js")

    english, german = script("en"), script("de")
    first, _, rest = german.partition("\n")
    assert rest == english
    assert '"Link copied":"Link kopiert"' in first
    assert '"%(num)s reply":["%(num)s Antwort","%(num)s Antworten"]' in first
    assert "Wessen Worte" not in first  # no script says so


HEBREW = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Debates"
msgstr "דיונים"

msgid "%(num)s comment"
msgid_plural "%(num)s comments"
msgstr[0] "תגובה אחת"
msgstr[1] "%(num)s תגובות"
"""


def own(folder: Path, name: str, text: str) -> Path:
    (folder / "locale").mkdir(exist_ok=True)
    (folder / "locale" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_language_is_added_with_one_file_and_runs_its_own_way(library: Shelf, site: SiteInfo, tmp_path: Path) -> None:
    templates = own(tmp_path, "he.po", HEBREW)
    made = list(pages(library, site=replace(site, language="he"), templates=[templates]))
    page = next(one for one in made if one.path == "debates/tea/index.md")
    assert "[דיונים](../index.md)" in str(page.text)
    assert "6 תגובות" in str(page.text)
    assert "[<bdi>Bo #1</bdi>](transcript.md#post-a1)" in str(page.text)  # else the number goes to the wrong end
    assert "Unanswered objections" in str(page.text)  # what it lacks stays English
    embed = next(str(one.text) for one in made if one.path == "debates/tea/embed.html")
    assert 'dir="rtl"' in embed


def test_names_that_run_the_other_way_are_kept_apart_from_what_stands_around_them(
    library: Shelf, site: SiteInfo, tea: Digest
) -> None:
    posts = tuple(replace(one, author="נועה") if one.author == "Bo" else one for one in tea.document.posts)
    changed = replace(library, digests=(replace(tea, document=replace(tea.document, posts=posts)), library.digests[1]))
    page = next(one for one in pages(changed, site=site) if one.path == "debates/tea/index.md")
    assert "[<bdi>נועה #1</bdi>]" in str(page.text)
    assert "<bdi>Cy" not in str(page.text)


def test_words_of_the_site_go_before_the_packaged_ones(library: Shelf, site: SiteInfo, tmp_path: Path) -> None:
    templates = own(tmp_path, "de.po", 'msgid "Debates"\nmsgstr "Streitfragen"\n')
    text = shown(list(pages(library, site=replace(site, language="de"), templates=[templates])), "debates/index.md")
    assert text.startswith("Streitfragen")
    assert "2 Debatten" in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('msgid "Debates"\nmsgstr "50 % Debatten"\n', r"de\.po:1: .*“Debates” does not fit it"),
        ('msgid "Thread: %(title)s"\nmsgstr "Strang: %(titel)s"\n', r"de\.po:1: .*it can hold `%\(title\)s`"),
        ("<html>", r"de\.po: is not a gettext catalogue"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=alert(1);\\n"\n', r"de\.po: is not a gettext catalogue"),
    ],
)
def test_a_wrong_catalogue_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(OutputError, match=told):
        environment([own(tmp_path, "de.po", text)], language="de")


@given(st.text())
def test_what_is_filled_into_a_translated_text_is_escaped(text: str) -> None:
    template = environment((), language="de").from_string('{{ _("Thread: %(title)s", title=value) }}')
    made = template.render(value=text)
    plain = LexborHTMLParser(f"<body>{made}</body>")
    assert plain.css("b, i, script, a, em") == []
    assert template.render(value="*a* <b>") == "Strang: &#42;a&#42; &lt;b&gt;"
    assert template.render(value=Markup("<b>x</b>")) == "Strang: <b>x</b>"


def test_a_debate_for_mail_is_in_its_own_language(tea: Digest) -> None:
    german = standalone.write(replace(tea, document=replace(tea.document, language="de")))
    assert '<html lang="de" dir="ltr">' in german
    assert "6 Kommentare · 5 Personen" in german
    assert "6 comments · 5 people" in standalone.write(tea)
