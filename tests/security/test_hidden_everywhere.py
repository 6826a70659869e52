"""What an editor hides is in no file that a site has: whatever the source, whatever repeats it, however it is spelt."""

import gzip
import json
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from digest.builder.cache import FOLDER, unpack
from digest.cli import main
from digest.curation import loads
from digest.model import Document, Post
from digest.model.contract import to_json
from digest.recipe import curate
from digest.site.exports import EXPORTS
from digest.sources import read_text
from digest.text.spelling import folded_words
from tests import written
from tests.effort import amount

CONFIG = Path(__file__).parents[2] / "mkdocs.yml"
TITLE = "Should the ferry run at night?"
SECRET = (
    "Every skipper on the quay drinks brandy before the evening run, and the mate Brunhild sleeps in the engine room. "
    "Copper lamps rust quickly."
)
POSTS = (
    written.Said(
        "a1",
        "Ines Okafor",
        None,
        "The ferry should run at night because nurses must come home from their late shift. It would cost little.",
        "ines_o",
    ),
    written.Said("b1", "Hilda Ganz", "a1", SECRET, "hilda_ganz"),
    written.Said(
        "c1",
        "Bo Lindqvist",
        "b1",
        "> Every skipper on the quay drinks brandy before the evening run\n\n"
        "That is not true, Hilda. “Copper lamps rust” is nonsense as well, because copper does not rust at all.",
        "bolin",
    ),
    written.Said(
        "d1",
        "Jörg Müßlin",
        "b1",
        "You say every skipper on the quay. I know the mate Brunhild, and the ferry is safe because she is careful.",
        "joerg_muesslin",
    ),
    written.Said(
        "e1",
        "Ines Okafor",
        "d1",
        "I agree with Jörg Müßlin, JOERG MUESSLIN, Jo\u0308rg Mu\u0308ßlin and J\u00adörg Müß\u200blin. "
        "See https://example.org/people/J%C3%B6rg_M%C3%BC%C3%9Flin and https://example.org/joerg-muesslin/ferry too.",
        "ines_o",
    ),
    written.Said(
        "f1",
        "Bo Lindqvist",
        "a1",
        "No. A night ferry wakes the whole harbour, and drinks brandy before the evening was no joke of Hilda Ganz.",
        "bolin",
    ),
)
CORRECTIONS = """\
hide:
  - post: "sleeps in the engine room"
redact:
  - words: "Jörg Müßlin"
  - words: "Jörg"
"""
NAMELESS = '  - words: "Hilda Ganz"\n  - words: "Hilda"\n'
"""In a flattened text nobody is named as an author, so a name is redacted like other words."""
NAMES = ("hilda", "ganz", "jorg", "joerg", "musslin", "muesslin")


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of three words."""
    words = folded_words(text)
    return set(zip(words, words[1:], words[2:], strict=False))


def leaks(text: str, *, secret: str = SECRET, names: tuple[str, ...] = NAMES) -> list[str]:
    """Hidden names and runs of three hidden words in a text."""
    words = {word for wide in (False, True) for word in folded_words(text, wide=wide)}
    found = [name for name in names if name in words]
    return found + [" ".join(run) for run in sorted(runs(secret) & runs(text))]


def chunks(data: bytes) -> bytes:
    """The text that stands in a PNG file beside its pixels."""
    out, at = b"", 8
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        out += body if kind in (b"tEXt", b"iTXt", b"eXIf") else b""
        out += zlib.decompress(body.partition(b"\0")[2][1:]) if kind == b"zTXt" else b""
        at += size + 12
    return out


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Every file that the site has beside its sources: its name and text, unpacked."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        source = name.startswith(("content/", "sources/")) and not name.endswith(".changes.yml")
        if source or not path.is_file() or name == "mkdocs.yml" or "/assets/javascripts/" in name:
            continue
        data = path.read_bytes()
        if name.startswith(FOLDER) and len(Path(name).parts) > 2:
            data = unpack(data)
        elif path.suffix == ".gz":
            data = gzip.decompress(data)
        elif path.suffix == ".png":
            data = chunks(data)
        yield name, f"{name}\n{data.decode('utf-8', 'replace')}"


def run(root: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, "--config", str(root / "mkdocs.yml")], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the debate as each kind of source has it, twice: as it came, and imported, and that once more."""
    root = tmp_path_factory.mktemp("site")
    shutil.copy(CONFIG, root / "mkdocs.yml")
    (root / "content").mkdir()
    (root / "sources").mkdir()
    more = (*POSTS, written.Said("g1", "Bo Lindqvist", "a1", "I think that a bus at night would be cheaper.", "bolin"))
    for kind, write in written.EVERY.items():
        name, data = write(f"{TITLE} ({kind})", POSTS)
        suffix = Path(name).suffix
        (root / f"content/raw-{kind}{suffix}").write_bytes(data)
        corrections = CORRECTIONS + (NAMELESS if kind == "flattened" else "")
        (root / f"content/raw-{kind}.curation.yml").write_text(corrections, encoding="utf-8")
        source = root / f"sources/{kind}{suffix}"
        source.write_bytes(data)
        (root / f"content/{kind}.curation.yml").write_text(corrections, encoding="utf-8")
        run(root, "import", str(source), "--name", kind)
        source.write_bytes(write(f"{TITLE} ({kind})", more)[1])
        run(root, "import", str(source), "--name", kind)
    assert "warning" not in run(root, "build")
    return root


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", written.EVERY)
def test_nothing_hidden_is_in_any_file_of_a_site(site: Path, kind: str) -> None:
    found = {name: said for name, text in files(site) if f"{kind}/" in name and (said := leaks(text))}
    assert found == {}
    page = LexborHTMLParser((site / f"site/debates/{kind}/transcript/index.html").read_text(encoding="utf-8"))
    text = " ".join(page.css_first("main").text().split())
    assert "█████" in text
    assert "nurses must come home" in text, "what is not hidden is shown"
    assert "would be cheaper" in text


@pytest.mark.timeout(600)
def test_nothing_hidden_is_in_what_gathers_debates_nor_in_cache_and_records(site: Path) -> None:
    """Feeds, the search index, lists, concepts, sitemaps, what the cache keeps, and what imports wrote down."""
    looked = {name for name, _ in files(site)}
    for part in ("site/search/search_index.json", "site/sitemap.xml", "site/feed.xml", "generated/index.md", FOLDER):
        assert any(name.startswith(part) for name in looked), part
    assert any(name.endswith(".changes.yml") for name in looked)
    assert {name: said for name, text in files(site) if (said := leaks(text))} == {}


WORDS = [
    f"{one}{two}" for one in ("bak", "dor", "fel", "gim", "hul", "kav", "lor", "mep") for two in ("a", "en", "ist")
]
PLAIN = ["the", "of", "is", "not", "and", "because", "I", "we", "should", "never"]
words_ = st.lists(st.sampled_from(WORDS + PLAIN), min_size=6, max_size=14).map(" ".join)
hidden_words = st.lists(
    st.integers(100, 999).map(lambda n: f"zq{chr(97 + n % 26)}x{chr(97 + n % 7)}r"), min_size=5, max_size=9
)


@settings(max_examples=amount(12, thorough=100), deadline=None)
@given(
    secret=hidden_words,
    said=st.lists(words_, min_size=2, max_size=4),
    cut=st.tuples(st.integers(0, 6), st.integers(3, 6)),
    marks=st.sampled_from(["“{}”", '"{}"', "> {}\n\n", "{}", "‘{}’", "«{}»"]),
    kind=st.sampled_from(list(written.EVERY)),
)
def test_no_run_of_three_hidden_words_is_left_of_generated_debates(
    secret: list[str], said: list[str], cut: tuple[int, int], marks: str, kind: str
) -> None:
    start = min(cut[0], len(secret) - 3)
    piece = " ".join(secret[start : start + cut[1]])
    posts = [written.Said("a1", "Ines Okafor", None, f"{said[0].capitalize()}.", "ines_o")]
    posts.append(written.Said("b1", "Hilda Ganz", "a1", f"{' '.join(secret).capitalize()}.", "hilda_ganz"))
    quote = marks.format(piece)
    text = f"{quote}{said[1]}." if quote.startswith(">") else f"{said[1].capitalize()} {quote} and {said[-1]}."
    posts.append(written.Said("c1", "Bo Lindqvist", "b1", text, "bolin"))
    posts.append(written.Said("d1", "Ines Okafor", "c1", f"{said[-1].capitalize()}, says hilda ganz.", "ines_o"))
    name, data = written.EVERY[kind](TITLE, posts)
    document = read_text(data, path=f"content/ferry{Path(name).suffix}")
    text = f'hide:\n  - post: "{" ".join(secret)}"\n'
    done = curate(document, curation=loads(text, path="x.yml"))
    assert done.unsettled == ()
    shown = [json.dumps(to_json(done.digest), ensure_ascii=False), str(done.digest)]
    shown += [form.write(done.digest) for form in EXPORTS]
    named = any(post.author for post in document.posts)  # else a name is a word like others
    names = ("hilda", "ganz") if named else ()
    for text in shown:
        assert leaks(text, secret=" ".join(secret), names=names) == []


SPELLINGS = [
    "Jörg Müßlin",
    "jörg müßlin",
    "Joerg Muesslin",
    "Jo\u0308rg Mu\u0308ßlin",
    "J\u00adörg Müß\u200blin",
    "https://example.org/J%C3%B6rg_M%C3%BC%C3%9Flin/x",
    "https://example.org/joerg-muesslin",
    "joerg.muesslin@mail.example",
    "@joergmuesslin",
    "J&ouml;rg M&uuml;&szlig;lin",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_redacted_words_are_black_in_every_spelling(spelling: str) -> None:
    posts = (Post("a1", f"I know {spelling} well.", "Bo"), Post("b1", "Who is that?", "Cy", parent="a1"))
    document = Document("content/x.md", "x", "Who?", "markdown", posts)
    done = curate(document, curation=loads('redact:\n  - words: "Jörg Müßlin"\n', path="x.yml"))
    assert done.faults == ()
    assert leaks(str(done.digest)) == []
    assert done.digest.document.posts[0].text.startswith("I know ")


def test_words_that_others_said_before_are_theirs_and_stay() -> None:
    posts = (
        Post("a1", "A night ferry wakes the town.", "Bo"),
        Post("b1", "A night ferry wakes the harbour master, who is deaf.", "Cy", parent="a1"),
        Post("c1", "It is true that a night ferry wakes people.", "Bo", parent="b1"),
        Post("d1", "The harbour master, who is old, likes it.", "Di", parent="b1"),
    )
    done = curate(Document("x.md", "x", "Ferry?", "markdown", posts), curation=loads("hide:\n  - post: b1\n", path="y"))
    texts = [post.text for post in done.digest.document.posts]
    assert texts[0] == posts[0].text
    assert texts[2] == posts[2].text
    assert texts[3] == "█████ old, likes it."


def test_the_name_of_who_wrote_other_posts_too_stays() -> None:
    posts = (
        Post("a1", "A ferry wakes us.", "Bo Lind"),
        Post("b1", "Hidden.", "Bo Lind"),
        Post("c1", "Bo Lind said so.", "Cy"),
    )
    done = curate(Document("x.md", "x", "Ferry?", "markdown", posts), curation=loads("hide:\n  - post: b1\n", path="y"))
    assert [post.author for post in done.digest.document.posts] == ["Bo Lind", None, "Cy"]
    assert done.digest.document.posts[2].text == "Bo Lind said so."


def test_links_to_a_hidden_post_go_with_it() -> None:
    address = "https://forum.example.org/t/7/b1-a-secret-ferry"
    document = read_text(
        f"# Ferry?\n\n## @Ann · #a1\n\nYes.\n\n## @Bo · #b1 · {address}\n\nHidden it is.\n\n"
        f"## @Cy · #c1\n\nSee [this]({address}) and {address}/ there.\n".encode(),
        path="x.md",
    )
    done = curate(document, curation=loads("hide:\n  - post: b1\n", path="y"))
    assert "secret-ferry" not in str(done.digest)
    assert done.digest.document.posts[-1].text.startswith("See this and █████")


@pytest.mark.parametrize(
    ("cue", "left"),
    [
        ("quotes “Every skipper on the quay…” from it", "quotes it"),
        ("same subject: skipper, quay", "same subject"),
        ("names Hilda", "names its author"),
        ("opens by agreeing", "opens by agreeing"),
        ("because Hilda said so", ""),
    ],
)
def test_why_a_post_hangs_below_a_hidden_one_tells_nothing_of_it(cue: str, left: str) -> None:
    posts = (
        Post("a1", SECRET, "Hilda Ganz"),
        Post("b1", "I see.", "Bo", parent="a1", parent_confidence=0.6, parent_cue=cue),
    )
    done = curate(Document("x.md", "x", "Ferry?", "markdown", posts), curation=loads("hide:\n  - post: a1\n", path="y"))
    assert done.digest.document.posts[1].parent_cue == left


def test_editors_own_words_do_not_bring_redacted_ones_back() -> None:
    posts = (
        Post("a1", "The ferry of Jörg Müßlin should run at night because nurses need it.", "Bo"),
        Post("b1", "No, the night ferry is too loud for the harbour, and nobody needs it.", "Cy", parent="a1"),
    )
    text = (
        'formerly: [joerg-muesslin]\nsummary: "Of Jörg Müßlin."\nredact:\n  - words: "Jörg Müßlin"\n'
        'key_points:\n  - reword: "too loud for the harbour"\n    words: "Muesslin, Joerg Muesslin is loud."\n'
        'threads:\n  - rename: "too loud for the harbour"\n    title: "Jörg Müßlin"\n    formerly: ["joerg muesslin"]\n'
    )
    done = curate(Document("x.md", "x", "Ferry?", "markdown", posts), curation=loads(text, path="y"))
    assert [one for one in leaks(str(done.digest)) if one not in ("muesslin",)] == []
    assert done.digest.formerly == ()
