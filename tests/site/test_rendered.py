"""The whole way to HTML, by each renderer: no warning, no broken link, and hostile content stays text."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.model import Block, Concept, ConceptUse, Digest, Keyphrase, Mark, Occurrence, Post
from digest.site import SiteInfo
from tests.shown import Shelf, pages

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
HOSTILE = [
    "<script>window.hit = 1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "' onmouseover='window.hit=1",
    "[click](javascript:window.hit=1)",
    "![x](https://evil.example/pixel.png)",
    "<javascript:window.hit=1>",
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "{: onclick=window.hit=1 } { .x #post-op onclick=window.hit=1 }",
    '</article></div><div markdown onclick="window.hit=1">',
    "---\ntitle: taken over\n---",
    "title: x\n---\n<b>",
    "!!! danger\n    x",
    "# A heading of mine",
    "Setext\n======",
    "<!-- a comment --> --> <!--",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[^1] and [^1]: <b>note</b>",
    "[ref]: javascript:window.hit=1 'x'",
    "]] ]]> <![CDATA[ x ]]>",
    ":smile: ==x== ~~x~~ ++x++ H~2~O",
    "```html\n<script>window.hit = 1</script>\n```",
    "    <b>indented</b>",
    "&lt;script&gt; &#60;b&#62; &amp;lt; &copy;",
    "<!-- material/tags -->",
    "*[HTML]: x",
    "\u202egnp.exe \u2066x",
    "a\x00b\x02c\x03de",
    "https://evil.example/<script>?x=\"onmouseover='x'",
    "<details open ontoggle=window.hit=1>",
    '<a href="data:text/html,<script>window.hit=1</script>">x</a>',
    "\\<b\\> \\*x\\* \\`y\\`",
]


def hostile(tea: Digest) -> Shelf:
    """A debate of which every string is hostile, in its posts, its names, its title, its phrases and its marks."""
    opening = Post("op", HOSTILE[0], author=HOSTILE[2], blocks=(Block("paragraph", 0, len(HOSTILE[0])),))
    posts = [opening]
    for at, text in enumerate(HOSTILE):
        kind = ("paragraph", "quote", "code", "list", "heading", "footnote")[at % 6]
        mark = Mark("link", 0, min(5, len(text)), f"javascript:window.hit={at}")
        code = Mark("code", min(6, len(text)), len(text))
        posts.append(
            Post(
                f"<{text}>{at}",
                f"{text}\n\n{text}",
                author=text,
                parent=posts[at // 2].id,
                parent_confidence=0.5,
                parent_cue=text,
                blocks=(
                    Block("paragraph", 0, len(text)),
                    Block(kind, len(text) + 2, 2 * len(text) + 2, 1),  # type: ignore[arg-type]
                ),
                marks=(mark, code),
                url=f"javascript:{text}",
            )
        )
    at = dict(enumerate(posts))
    claims = tuple(
        replace(
            tea.claims[0], id=f"c{i}", post=at[i].id, start=0, end=len(at[i].text), text=at[i].text, standing="stands"
        )
        for i in range(1, len(posts))
    )
    relations = tuple(
        replace(tea.relations[2], source=f"c{i}", target=f"c{max(1, i // 3)}", cue=HOSTILE[i - 1], undercut=i % 2 == 0)
        for i in range(2, len(posts))
    )
    threads = tuple(
        replace(
            tea.threads[0],
            id=f'"><{i}',
            title=text,
            lead=f"c{i + 1}",
            claims=tuple(f"c{j}" for j in range(i + 1, min(i + 5, len(posts)))),
            posts=tuple(post.id for post in posts[i + 1 : i + 5]),
            keyphrases=(text,),
        )
        for i, text in enumerate(HOSTILE)
    )
    phrases = tuple(
        Keyphrase(text, text.lower(), (text,), 1.0, (Occurrence(at[i + 1].id, 0, min(4, len(text))),))
        for i, text in enumerate(HOSTILE)
    )
    document = replace(
        tea.document,
        slug="hostile",
        title="<script>window.hit = 1</script> {{ 7*7 }} \"'>]] | # x {: #y }",
        posts=tuple(posts),
        tags=tuple(HOSTILE),
        source="javascript:window.hit=1",
        site="<b>host</b>",
        summary=HOSTILE[1],
    )
    digest = Digest(
        document,
        (),
        claims,
        relations,
        {post.id: "attack" for post in posts},
        threads,
        tuple(replace(tea.key_points[0], text=claim.text, posts=(claim.post,), claims=(claim.id,)) for claim in claims),
        phrases,
    )
    concepts = tuple(
        Concept(f"hostile-{i}", one.text, one.key, one.variants, (ConceptUse("hostile", one),), ())
        for i, one in enumerate(phrases)
    )
    return Shelf((digest,), concepts, {})


def build(library: Shelf, *, site: SiteInfo, folder: Path, renderer: str) -> str:
    for page in pages(library, site=site, templates=[]):
        path = folder / "generated" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.text if isinstance(page.text, bytes) else page.text.encode())
    config = CONFIG.read_text(encoding="utf-8")
    assert "  - digest #" in config
    (folder / "mkdocs.yml").write_text(
        re.sub(r"  - digest #.*\n", "", config), encoding="utf-8"
    )  # written here already
    command = [sys.executable, "-m", renderer, "build", *(["--strict"] if renderer == "mkdocs" else [])]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(params=["mkdocs", "zensical"])
def renderer(request: pytest.FixtureRequest) -> str:
    if importlib.util.find_spec(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    return str(request.param)


def html_of(folder: Path) -> dict[Path, LexborHTMLParser]:
    return {path: LexborHTMLParser(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


def broken_links(site: Path) -> list[str]:
    built = html_of(site)
    ids = {path: {node.attributes["id"] for node in page.css("[id]")} for path, page in built.items()}
    found = []
    for path, page in built.items():
        for node in page.css("main a[href]") if path.name != "404.html" else ():
            href = node.attributes["href"] or ""
            if href.startswith(("https://", "http://", "mailto:")):
                continue
            name, _, anchor = href.partition("#")
            target = Path(os.path.normpath(path.parent / name)) if name else path
            target = target / "index.html" if target.is_dir() else target
            if target.suffix != ".html" and target.is_file():
                continue
            if target not in ids or (anchor and anchor not in ids[target] and not anchor.startswith("tag:")):
                found.append(f"{path.relative_to(site)} -> {href}")
    return found


def test_a_library_renders_without_a_warning_and_without_a_broken_link(
    library: Shelf, site: SiteInfo, tmp_path: Path, renderer: str
) -> None:
    told = build(library, site=site, folder=tmp_path, renderer=renderer)
    assert "WARNING" not in told.upper().replace("NO WARNING", ""), told
    assert broken_links(tmp_path / "site") == []
    assert (tmp_path / "site/debates/tea/transcript/index.html").is_file()
    assert (tmp_path / "site/concepts/milk-first/index.html").is_file()


def test_names_from_right_to_left_leave_the_order_of_their_line(
    tea: Digest, site: SiteInfo, tmp_path: Path, renderer: str
) -> None:
    name = "\u05d3\u05e0\u05d4 \u05dc\u05d5\u05d9"
    posts = tuple(replace(post, author=name if post.id in ("a1", "a3") else post.author) for post in tea.document.posts)
    library = Shelf((replace(tea, document=replace(tea.document, posts=posts)),))
    build(library, site=site, folder=tmp_path, renderer=renderer)
    for path in ("debates/tea/index.html", "debates/tea/transcript/index.html"):
        main = html_of(tmp_path / "site")[tmp_path / "site" / path].css_first("main")
        assert main is not None
        shown = [node.text() for node in main.css("bdi")]
        assert shown
        assert {re.sub(r" #\d+$", "", one) for one in shown} == {name}
        for node in main.css("bdi, svg, title, .headerlink"):
            node.decompose()
        assert name not in main.text()


def ids_of_all_characters() -> list[str]:
    """Ids in which each printable character occurs: ASCII's alone and between letters, all others in long ids."""
    ascii_ones = [chr(code) for code in range(33, 127)]
    others = [chr(code) for code in range(161, sys.maxunicode + 1) if chr(code).isprintable()]
    long = ["".join(others[at : at + 300]) for at in range(0, len(others), 300)]
    pairs = [f"a{one}b" for one in ascii_ones] + [f"{one}{other}" for one in "_-#<&" for other in "_-#<&"]
    return list(dict.fromkeys([*ascii_ones, *pairs, *long, "IC_kwDOA1b2c84", "post-a", "a", "A"]))


def test_ids_of_all_printable_characters_are_linked_to(
    tea: Digest, site: SiteInfo, tmp_path: Path, renderer: str
) -> None:
    names = ids_of_all_characters()
    posts = [
        Post(name, "Why?", author="Bo", parent=names[at // 2] if at else None, blocks=(Block("paragraph", 0, 4),))
        for at, name in enumerate(names)
    ]
    digest = replace(
        tea, document=replace(tea.document, posts=tuple(posts)), quotes=(), claims=(), relations=(), threads=()
    )
    digest = replace(digest, key_points=(), keyphrases=(), stances={})
    told = build(Shelf((digest,)), site=site, folder=tmp_path, renderer=renderer)
    assert "WARNING" not in told.upper().replace("NO WARNING", ""), told
    assert broken_links(tmp_path / "site") == []
    page = html_of(tmp_path / "site")[tmp_path / "site/debates/tea/transcript/index.html"]
    anchors = [node.attributes["id"] for node in page.css("article.dg-post [id]")]
    assert len(set(anchors)) == len(names)


def dangers(page: LexborHTMLParser) -> list[str]:
    """Elements and attributes that no template of ours makes."""
    found = []
    for node in page.css("*"):
        attributes = node.attributes
        if any(name.startswith("on") for name in attributes):
            found.append(node.html or "")
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            value = (attributes.get(name) or "").strip().lower()
            if value.startswith(("javascript:", "data:text", "vbscript:")) or "evil.example" in value:
                found.append(node.html or "")
        if node.tag == "script" and attributes.get("type") == "application/ld+json":
            json.loads(node.text())  # data: nothing runs it, and it ends where it should
        elif node.tag == "script" and "window.hit" in (node.text() or ""):
            found.append(node.html or "")
    return [one[:200] for one in found]


def test_hostile_content_comes_out_as_the_text_that_was_typed(
    tea: Digest, site: SiteInfo, tmp_path: Path, renderer: str
) -> None:
    library = hostile(tea)
    told = build(library, site=site, folder=tmp_path, renderer=renderer)
    assert "WARNING" not in told.upper(), told
    built = html_of(tmp_path / "site")
    assert len(built) > len(HOSTILE)
    for path, page in built.items():
        assert dangers(page) == [], path
    page = built[tmp_path / "site/debates/hostile/transcript/index.html"]
    assert len(page.css("article.dg-post")) == len(HOSTILE) + 1
    shown = words(page.css_first("main"))
    for typed in HOSTILE:
        for line in typed.split("\n"):
            assert squeezed(line) in shown, line


def words(node: LexborNode | None) -> str:
    assert node is not None
    return squeezed(node.text())


def squeezed(text: str) -> str:
    """Without white space, control characters and the marks that the page shows in another way."""
    return "".join(
        char for char in text if char.isprintable() and not char.isspace() and char not in "\u202e\u2066\ud800\ufffd"
    ).replace("[U+202E]", "").replace("[U+2066]", "")  # fmt: skip
