"""The command line says what it did, what is wrong and where, and exits as documented."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_show_prints_one_object_a_line_and_nothing_else(site: Path) -> None:
    result = run("show", "content/sundays.md", "content/sundays.md", "--json")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    shown = json.loads(lines[0])
    assert shown["path"] == "content/sundays.md"
    assert shown["slug"] == "sundays"
    assert [post["id"] for post in shown["posts"]] == ["op", "a1", "b1", "c1"]
    assert result.stderr == ""


def test_show_without_json_is_for_people(site: Path) -> None:
    result = run("show", "content/sundays.md")
    assert result.exit_code == 0
    assert result.stdout.startswith("Should the library open on Sundays?\n===")
    assert "4 posts" in result.stdout
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(result.stdout)


def test_show_says_how_many_comments_only_the_source_has(site: Path) -> None:
    path = site / "content/sundays.md"
    path.write_text(path.read_text().replace("---\n", "---\nmissing: 7\n", 1))
    assert "4 posts" in (shown := run("show", "content/sundays.md").stdout)
    assert "7 more at the source" in shown


def test_show_leaves_out_what_would_steer_a_terminal(site: Path) -> None:
    (site / "content" / "x.md").write_text('---\ntitle: "a\\u001b[31m red"\n---\n\nIt is \x1b[2Jbad.\n')
    assert "\x1b" not in run("show", "content/x.md").output


def test_a_bad_file_among_good_ones_costs_only_itself(site: Path) -> None:
    (site / "content" / "bad.json").write_text("{")
    result = run("show", "content/bad.json", "content/sundays.md", "--json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert re.match(r"content/bad\.json:1: ", result.stderr)
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_file_is_a_fault_of_the_content(site: Path) -> None:
    result = run("show", "content/nope.md")
    assert result.exit_code == 1
    assert result.stderr.startswith("content/nope.md: ")


def test_build_says_what_it_made_and_where(site: Path) -> None:
    result = run("build")
    assert result.exit_code == 0, result.output
    assert "1 debate, 4 posts" in result.stdout
    assert re.search(r"built in \d+\.\d s, open site/index\.html", result.stdout)
    assert (site / "site" / "index.html").is_file()
    assert "Should the library open on Sundays?" in (site / "site" / "index.html").read_text(encoding="utf-8")


def test_a_second_build_writes_nothing_that_did_not_change(site: Path) -> None:
    run("build")
    before = {path: path.stat().st_mtime_ns for path in (site / "generated").rglob("*.md")}
    assert ": 0 written, 0 removed" in run("build").stdout
    assert before == {path: path.stat().st_mtime_ns for path in (site / "generated").rglob("*.md")}


def test_two_builds_are_the_same_byte_for_byte(site: Path) -> None:
    run("build")
    first = {path.relative_to(site): path.read_bytes() for path in (site / "site").rglob("*") if path.is_file()}
    run("build")
    assert first == {path.relative_to(site): path.read_bytes() for path in (site / "site").rglob("*") if path.is_file()}


BAD = {
    "yaml.md": (b"---\ntitle: [a\n---\n\nText.\n", r"content/yaml\.md:[23]: broken front matter"),
    "untitled.md": (b"Just a paragraph without any title.\n", r"content/untitled\.md(:1)?: .*title"),
    "empty.md": (b"", r"content/empty\.md: .*empty"),
    "binary.txt": (b"a title\n\x00\x01\x02\x03", r"content/binary\.txt.*: .*binary"),
    "latin.md": (b"---\ntitle: x\n---\n\nCaf\xe9 culture.\n", r"content/latin\.md:5: .*UTF-8"),
    "orphan.md": (
        b"---\ntitle: x\n---\n\n## @a\n\nOne.\n\n## @b \xc2\xb7 re #zz\n\nTwo.\n",
        r"content/orphan\.md:9: .*zz",
    ),
    "cycle.md": (
        "---\ntitle: x\n---\n\n## @a · #one · re #two\n\nOne.\n\n## @b · #two · re #one\n\nTwo.\n".encode(),
        r"content/cycle\.md:\d+: .*answers one of its own replies",
    ),
    "shape.json": (b'{"weather": "fine", "days": [1, 2]}', r"content/shape\.json(:1)?: "),
    "sundays.txt": (b"A title\nOne line of talk.\nAnother line of talk.\n", r"content/sundays\.(md|txt): .*sundays"),
}


def written(site: Path) -> dict[Path, bytes]:
    files = [*(site / "site").rglob("*"), *(site / "generated").rglob("*")]
    return {path: path.read_bytes() for path in files if path.is_file()}


def test_all_that_is_wrong_is_told_at_once_and_the_last_site_stays(site: Path) -> None:
    run("build")
    before = written(site)
    for name, (data, _) in BAD.items():
        (site / "content" / name).write_bytes(data)
    result = run("build")
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    for name, (_, pattern) in BAD.items():
        assert any(re.match(pattern, line) for line in told), (name, told)
    assert len(told) == len(BAD), told
    assert "Traceback" not in result.output
    assert before == written(site)


def test_a_site_without_debates_says_what_to_do(site: Path) -> None:
    (site / "content" / "sundays.md").unlink()
    result = run("build")
    assert result.exit_code == 1
    assert "no debates found" in result.stderr


def test_build_outside_a_site_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert result.exit_code == 1
    assert result.stderr == "mkdocs.yml: no such file, run this in the folder of your site, or use --config\n"


SAVED = """id,parent,author,text
1,,ada,"Opening on Sundays is too expensive."
2,1,ben,"That's not true, volunteers would do it."
"""


def test_import_says_what_is_new_and_what_changed(site: Path) -> None:
    (site / "sundays-again.csv").write_text(SAVED)
    first = run("import", "sundays-again.csv")
    assert first.exit_code == 0, first.output
    assert first.stdout.splitlines()[0] == "content/sundays-again.md: 2 posts imported"
    assert ": unchanged" in run("import", "sundays-again.csv").stdout
    (site / "sundays-again.csv").write_text(SAVED + '3,2,cleo,"I agree."\n')
    assert "1 added, 0 changed, 0 removed, 3 posts now" in run("import", "sundays-again.csv").stdout
    assert run("build").exit_code == 0


def test_import_of_what_cannot_be_had_is_one_line(site: Path) -> None:
    before = sorted((site / "content").iterdir())
    result = run("import", "https://weather.example.org/today")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert sorted((site / "content").iterdir()) == before


def test_show_says_which_reader_read_a_file_and_takes_another_one(site: Path) -> None:
    (site / "content" / "talk.txt").write_text("Tabs or spaces?\nAnn: Tabs.\nBen: Spaces.\n")
    assert "Read as flattened transcript: it is prose" in run("show", "content/talk.txt").stdout
    shown = json.loads(run("show", "--json", "--format", "chat", "content/talk.txt").stdout)
    assert shown["reader"] == {"name": "chat", "why": "`--format` says so"}
    assert [post["author"] for post in shown["posts"]] == ["Ann", "Ben"]
