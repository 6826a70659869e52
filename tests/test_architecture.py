"""The house rules that can be read off the source: direction of imports, length of files, who touches files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "digest"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400

BASE = {"errors", "model", "text", "settings"}
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "text": {"model"},
    "settings": {"errors"},
    "sources": BASE,
    "analysis": BASE,
    "curation": BASE | {"analysis"},  # a corrected relation changes what stands
    "library": BASE | {"curation"},  # what an editor says of phrases
    "site": BASE | {"library"},  # pages show what a Digest holds: they infer nothing
    "recipe": BASE | {"analysis", "curation"},
    "renderers": {"errors", "atomic_write"},
    "atomic_write": set(),
    "scaffold": BASE | {"atomic_write"},
    "curated": BASE | {"sources", "analysis", "curation", "recipe"},
    "propose": BASE | {"sources", "analysis", "curation", "recipe", "site", "atomic_write"},
    "importing": BASE | {"sources", "analysis", "curation", "recipe", "atomic_write"},
    "builder": BASE
    | {"curated", "recipe", "sources", "analysis", "curation", "library", "site", "renderers"}
    | {"atomic_write", "scaffold"},
    "review": BASE | {"analysis", "sources", "curation", "recipe", "site", "atomic_write"},
    "preview": BASE
    | {"sources", "analysis", "curation", "recipe", "review", "site", "builder", "renderers", "atomic_write"},
    "plugin": {"errors", "settings", "builder", "renderers", "preview"},
    "cli": BASE
    | {"sources", "analysis", "curation", "library", "site", "builder", "renderers", "importing"}
    | {"curated", "recipe", "atomic_write", "review", "scaffold", "preview", "propose"},
    "__init__": BASE | {"sources", "recipe", "builder", "curated"},
    "__main__": {"cli"},
}
TOUCH_FILES = {
    "settings",
    "sources",
    "curation",
    "builder",
    "importing",
    "renderers",
    "cli",
    "atomic_write",
    "propose",
    "preview",
    "review",
}
FILE_CALLS = {"read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "rename", "rmdir", "iterdir"}


def part(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_data_flows_one_way(file: Path) -> None:
    ours = {name.split(".")[1] for name in imported(ast.parse(file.read_text())) if name.startswith("digest.")}
    assert ours - {part(file)} <= MAY_IMPORT[part(file)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_file_is_short_enough_to_understand(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_files_are_touched_only_at_the_two_ends(file: Path) -> None:
    tree = ast.parse(file.read_text())
    calls = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    touching = {func.attr for func in calls if isinstance(func, ast.Attribute)} & FILE_CALLS
    opening = any(isinstance(func, ast.Name) and func.id == "open" for func in calls)
    packaged = "importlib.resources" in set(imported(tree))  # data that the package ships is no file of the user's
    assert packaged or part(file) in TOUCH_FILES or not (touching or opening)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_for(file: Path) -> None:
    tree = ast.parse(file.read_text())
    assert ast.get_docstring(tree) or len(tree.body) <= 2


def test_one_module_imports_yake_and_only_renderers_import_mkdocs() -> None:
    importers = {"yake": set(), "mkdocs": set()}
    for file in FILES:
        for name in imported(ast.parse(file.read_text())):
            importers.get(name.split(".")[0], set()).add(str(file.relative_to(PACKAGE)))
    assert importers["yake"] == {"analysis/keyphrases/yake.py"}
    assert all(name == "plugin.py" or name.startswith("renderers/") for name in importers["mkdocs"])
