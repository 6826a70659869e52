"""What people type is shown as they typed it, and does nothing, in a real browser, whoever renders the pages."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from attempts import ALL
from playwright.sync_api import Browser, Page

# Hundreds of pages, each opened in a browser.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

LOOK = """() => ({
  hit: window.hit === undefined ? null : String(window.hit),
  tags: [...new Set([...document.querySelectorAll('main *')].map(e => e.tagName.toLowerCase()))],
  attributes: [...new Set([...document.querySelectorAll('main *')].flatMap(e => [...e.attributes].map(a => a.name)))],
  handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on')))
    .map(e => e.outerHTML.slice(0, 200)),
  links: [...document.querySelectorAll('main a[href], main area[href]')].map(
    e => [e.getAttribute('href'), new URL(e.getAttribute('href'), location).href, e.getAttribute('rel') ?? '']),
  sources: [...document.querySelectorAll('main :is([src], [srcset], [poster], [data], [action])')]
    .filter(e => !e.src?.endsWith('/assets/theme/content.js')).map(e => e.outerHTML.slice(0, 200)),
  policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '',
  early: document.head.firstElementChild?.httpEquiv === 'Content-Security-Policy',
  inline: [...document.scripts].filter(e => !e.src && !/json/.test(e.type)).map(e => e.outerHTML.slice(0, 100)),
  words: document.querySelector('main')?.textContent ?? '',
})"""


TAGS = frozenset([
    "a", "abbr", "article", "aside", "blockquote", "br", "button", "circle", "code", "defs", "desc", "details",
    "dialog", "div", "dd", "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "g", "h1",
    "h2", "h3", "h4", "header", "hr", "input", "kbd", "label", "legend", "li", "line", "mark",
    "nav", "ol", "option", "output", "p", "path", "polyline", "pre", "rect", "script", "search", "section",
    "select", "small", "span", "strong", "summary", "sup", "svg", "table", "tbody", "td", "text", "th",
    "thead", "time", "title", "tr", "tspan", "ul", "form",
])  # fmt: skip
"""Of Material, of Zensical and of our templates, inside `main`; the one script there is a file of ours."""
ATTRIBUTES = frozenset([
    "align", "checked", "class", "cx", "cy", "d", "datetime", "disabled", "dx", "dy", "fill", "for",
    "height", "hidden", "href", "id", "lang", "maxlength", "min", "name", "open", "placeholder", "points",
    "preserveaspectratio",
    "preserveAspectRatio", "r", "rel", "role", "rx", "ry", "scope", "selected", "src", "stroke", "stroke-linecap",
    "stroke-linejoin", "stroke-width", "style", "tabindex", "text-anchor",
    "title",
    "transform", "type", "value", "viewBox", "width", "x", "x1", "x2", "xmlns", "y", "y1", "y2",
])  # fmt: skip
OURS = ("aria-", "data-")


Seen = dict[str, dict[str, Any]]
Serving = Callable[[Path], AbstractContextManager[str]]


def read_all(site: Path, *, chromium: Browser, serving: Serving) -> Seen:
    """What a browser finds on each page of a site, by its path; every request elsewhere and every dialog is kept."""
    seen: Seen = {}
    with serving(site) as base:
        context = chromium.new_context()
        page = context.new_page()
        elsewhere: list[str] = []
        # Only noted: the browser resolves no name of another host. A route would keep it from caching what pages share.
        page.on("request", lambda asked: elsewhere.append(asked.url) if not asked.url.startswith(base) else None)
        page.on("dialog", lambda dialog: (elsewhere.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: elsewhere.append(f"error {error}"))
        page.on("console", lambda said: elsewhere.append(said.text) if "Content Security Policy" in said.text else None)
        for file in sorted(site.rglob("*.html")):
            path = file.relative_to(site).as_posix()
            page.goto(base + path.removesuffix("index.html"))
            seen[path] = {**_looked(page), "elsewhere": [*elsewhere]}
            elsewhere.clear()
        context.close()
    return seen


def _looked(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(LOOK)
    return found


@pytest.fixture(scope="session")
def by_mkdocs(hostile: Path, chromium: Browser, serving: Serving) -> Seen:
    return read_all(hostile, chromium=chromium, serving=serving)


@pytest.fixture(scope="session")
def by_zensical(hostile_zensical: Path, chromium: Browser, serving: Serving) -> Seen:
    return read_all(hostile_zensical, chromium=chromium, serving=serving)


@pytest.fixture(scope="session", params=["mkdocs", "zensical"])
def seen(request: pytest.FixtureRequest) -> Seen:
    found: Seen = request.getfixturevalue(f"by_{request.param}")
    return found


def test_no_page_runs_anything_that_was_typed(seen: Seen) -> None:
    assert {path: one["hit"] for path, one in seen.items() if one["hit"] is not None} == {}
    assert {path: one["handlers"] for path, one in seen.items() if one["handlers"]} == {}


def test_no_page_asks_anybody_else_for_anything(seen: Seen) -> None:
    assert {path: one["elsewhere"] for path, one in seen.items() if one["elsewhere"]} == {}
    assert {path: one["sources"] for path, one in seen.items() if one["sources"]} == {}


def test_every_page_has_a_policy_that_no_script_in_a_page_passes_and_keeps_to_it(seen: Seen) -> None:
    for path, one in seen.items():
        rules = dict(rule.strip().partition(" ")[::2] for rule in one["policy"].split(";"))
        assert one["early"] or path.endswith("/embed.html"), path
        assert rules["default-src"] == "'none'", path
        if path.endswith("/embed.html"):  # one file for other people's pages, in which no script runs at all
            assert "script-src" not in rules, path
            assert one["inline"] == [], path
            continue
        assert rules["script-src"] == "'self'", path
        assert one["inline"] == [], path  # and what breaks the policy is in `elsewhere`, which is empty


def test_no_element_or_attribute_is_there_that_no_template_of_ours_makes(seen: Seen) -> None:
    tags = {tag: path for path, one in seen.items() for tag in one["tags"] if tag not in TAGS}
    assert tags == {}
    named = {name: path for path, one in seen.items() for name in one["attributes"]}
    assert {name: path for name, path in named.items() if name not in ATTRIBUTES and name[:5] not in OURS} == {}


def test_every_link_is_one_that_we_make(seen: Seen) -> None:
    wrong = []
    for path, one in seen.items():
        for written, resolved, rel in one["links"]:
            parts = urlsplit(resolved)
            ours = parts.hostname == "127.0.0.1"
            if parts.scheme not in ("http", "https", "mailto") or (
                not ours and not {"nofollow", "ugc", "noopener"} <= set(rel.split())
            ):
                wrong.append((path, written, rel))
    assert wrong == []


def squeezed(text: str) -> str:
    """Without white space and marks that are invisible: they cannot be told apart on a page."""
    kept = "".join(char for char in text if char.isprintable() and not char.isspace() and char != "\ufffd")
    return kept.replace("[U+202E]", "").replace("[U+2066]", "")


def test_every_attempt_is_shown_as_it_was_typed(seen: Seen) -> None:
    transcript = squeezed(
        "".join(one["words"] for path, one in seen.items() if path.startswith("debates/hostile/transcript"))
    )
    missing = [
        (attempt, line)
        for attempt in ALL
        for line in attempt.replace("\x00", "").split("\n")
        if squeezed(line.replace("\u202e", "").replace("\u2066", "")) not in transcript
    ]
    assert missing == []


def test_no_title_escapes_its_place(seen: Seen) -> None:
    home = squeezed(seen["debates/index.html"]["words"])
    for attempt in ALL[::5]:
        title = " ".join(attempt.replace("\x00", "").split())[:120]
        assert squeezed(title.replace("\u202e", "").replace("\u2066", ""))[:60] in home, title


CHECKS: dict[str, Callable[[str], object]] = {
    ".xml": ElementTree.fromstring,
    ".graphml": ElementTree.fromstring,
    ".svg": ElementTree.fromstring,
    ".json": json.loads,
}


def test_feeds_exports_and_images_are_well_formed_and_hold_no_script(hostile: Path) -> None:
    checked = 0
    for file in hostile.rglob("*"):
        if (check := CHECKS.get(file.suffix)) and "assets/javascripts" not in file.as_posix():
            parsed = check(file.read_text(encoding="utf-8"))
            checked += 1
            if isinstance(parsed, ElementTree.Element):
                names = [str(one.tag).rpartition("}")[2].lower() for one in parsed.iter()]
                assert not {"script", "foreignobject", "iframe"} & set(names), file
                assert not [name for one in parsed.iter() for name in one.attrib if name.lower().startswith("on")], file
    assert checked > 60
