"""What docs/extending.md shows works: a package that is installed adds a reader."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

import digest.sources
from digest.errors import ContentError, SettingsError
from digest.sources import read_text

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")


def shown(name):
    found = re.search(rf"```\w+\n# {re.escape(name)}\n(.*?)```\n", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs modules and entry points as pip does: files, and a folder of metadata that names them."""
    modules = set(sys.modules)

    def into_path(files, points):
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        info = tmp_path / "digest_disqus-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: digest-disqus\nVersion: 1.0\n")
        lines = "".join(f"{name} = {value}\n" for name, value in points.items())
        (info / "entry_points.txt").write_text(f"[digest.sources]\n{lines}")
        monkeypatch.syspath_prepend(str(tmp_path))
        digest.sources._plugins.cache_clear()

    yield into_path
    monkeypatch.undo()
    digest.sources._plugins.cache_clear()
    for name in set(sys.modules) - modules:
        if name.startswith("digest_disqus"):
            del sys.modules[name]


def points():
    return tomllib.loads(shown("pyproject.toml"))["project"]["entry-points"]["digest.sources"]


def test_the_packages_reader_reads_as_its_own_test_says(install):
    install({"digest_disqus.py": shown("digest_disqus.py")}, points())
    names = {}
    exec(shown("test_digest_disqus.py"), names)
    names["test_replies_stand_below_what_they_answer"]()


def test_without_the_package_nobody_knows_the_file():
    with pytest.raises(ContentError, match="unknown format"):
        read_text(b'{"cursor": {}, "response": [{"id": "1", "message": "x"}]}', path="x.json")


def test_its_faults_are_told_like_ours(install):
    install({"digest_disqus.py": shown("digest_disqus.py")}, points())
    with pytest.raises(ContentError, match=r"x\.json: every comment here is spam, fetch the thread again"):
        read_text(b'{"cursor": {}, "response": [{"id": "1", "message": "x", "isSpam": true}]}', path="x.json")


def test_of_two_that_are_equally_sure_the_built_in_one_reads(install):
    module = shown("digest_disqus.py").replace("return 0.9 if", "return 0.95 if True or")
    install({"digest_disqus.py": module}, points())
    document = read_text(
        b'{"short_id": "s", "title": "T", "comments": [{"short_id": "c", "comment": "x"}]}', path="x.json"
    )
    assert document.format == "lobsters"


def test_an_entry_point_that_names_no_reader_is_a_fault_of_the_settings(install):
    install({"digest_disqus.py": "READER = 'a word'\n"}, points())
    with pytest.raises(SettingsError, match=r"entry point `disqus` .* is not a reader"):
        read_text(b"Words.", path="x.txt")


def test_an_entry_point_that_cannot_be_loaded_is_a_fault_of_the_settings(install):
    install({"digest_disqus.py": "import no_such_module_at_all\n"}, points())
    with pytest.raises(SettingsError, match=r"entry point `disqus` .* cannot be loaded .*no_such_module_at_all"):
        read_text(b"Words.", path="x.txt")
