"""The public interface is what docs/extending.md lists, and its examples import nothing else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import digest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")


def test_every_public_name_is_described() -> None:
    table = re.search(r"\| name \| what it is \|\n(.*?)\n\n", PAGE, re.DOTALL)
    assert table
    described = [name for row in table[1].splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(described) == sorted(digest.__all__)
    assert sorted(digest.__all__) == sorted(set(digest.__all__))


@pytest.mark.parametrize("name", digest.__all__)
def test_a_public_name_can_be_imported_and_has_a_docstring(name: str) -> None:
    assert (getattr(digest, name).__doc__ or "").strip()
    assert name in dir(digest)


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        digest.analyse  # noqa: B018


def test_examples_import_public_names_only() -> None:
    imports = re.findall(r"^(?:from|import) digest.*", PAGE, re.MULTILINE)
    assert imports
    for line in imports:
        names = re.fullmatch(r"from digest import (.+)", line)
        assert names, line
        assert set(names[1].split(", ")) <= set(digest.__all__)


def test_the_example_for_notebooks_runs() -> None:
    example = re.search(r"```python\n(from digest import analyze.*?)```", PAGE, re.DOTALL)
    assert example
    check = "\nassert data['schema'] == 2 and data['key_points']"
    command = [sys.executable, "-c", example[1] + check]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "posts by" in done.stdout


def test_importing_digest_is_cheap() -> None:
    code = "import digest, sys; print(sorted({'numpy', 'mkdocs', 'yake', 'jinja2', 'httpx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
