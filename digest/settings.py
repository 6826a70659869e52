"""The settings of a site, under `extra: digest:` in mkdocs.yml.

MkDocs and Zensical both ignore unknown keys under `extra`, so one file serves both.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

import yaml

from digest.errors import Fault, SettingsError, did_you_mean, refused

CONFIG = "mkdocs.yml"
_FOLDERS = {"docs_dir": "docs", "site_dir": "site"}
"""Folders that MkDocs also reads, with its defaults."""
_FOLDER_SETTINGS = ("content", "about", "templates")
_DRIVE = re.compile(r"[A-Za-z]:[/\\]|[A-Za-z]:$")


def _setting(default: Any, doc: str, *, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"doc": doc, "choices": choices})


@dataclass(frozen=True, slots=True)
class Propose:
    """The settings of `digest propose`, under `extra: digest: propose:`."""

    model: str = _setting("", "Model to ask, as `llm models` lists it; empty for `llm`'s default (docs/propose.md).")
    context: int = _setting(8192, "Context length of the model, in tokens.")
    answer: int = _setting(2048, "Tokens of the context reserved for the answer.")
    price_in: float = _setting(0.0, "Price of a million tokens sent, in any currency; for `--dry-run`.")
    price_out: float = _setting(0.0, "Price of a million tokens received.")
    publish: bool = _setting(False, "Whether proposals are published before a review, marked as such.")
    show: bool = _setting(
        True, "Whether accepted proposals are applied; `false` gives a site without any model's output."
    )

    @property
    def shown(self) -> Literal["reviewed", "all", "none"]:
        """Which corrections of a model are applied, as `digest.curation.Models` names it."""
        return "none" if not self.show else "all" if self.publish else "reviewed"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site; every field can be set under `extra: digest:` by its own name.

    Example:
        >>> Settings(language="de").keyphrases
        10
    """

    content: str = _setting("content", "Folder of the debates, beside mkdocs.yml.")
    about: str = _setting("docs", "Folder of the site's own Markdown pages and images, shown under About.")
    templates: str = _setting("templates", "Folder of the site's own templates, which override the packaged ones.")
    language: str = _setting("en", "Language (ISO 639-1) of debates that name none and are too short to detect it.")
    keyphrases: int = _setting(10, "Number of keyphrases shown for a debate.")
    key_points: int = _setting(7, "Largest number of key points shown for a debate.")
    similarity: str = _setting(
        "lexical", "Measure of similarity: `lexical`, `semantic`, or a model's name or path (docs/method.md)."
    )
    exports: str = _setting(
        "main",
        "Downloads offered on each debate's page: `main` (JSON and Argdown), `all` formats, or `none`.",
        choices=("main", "all", "none"),
    )
    report: str = _setting(
        "", "Where readers report mistakes: the address of a repository on GitHub or GitLab, or an e-mail address."
    )
    policy: str = _setting("", "Content-Security-Policy of every page; if empty, only the site's own files may load.")
    concept_links: bool = _setting(True, "Whether the first mention of a concept in a post links to its page.")
    related: int = _setting(5, "Largest number of related debates shown for a debate.")
    search: str = _setting(
        "auto",
        "Search engine: `material`, the theme's own, or `pagefind`; `auto` chooses by the size of the site.",
        choices=("auto", "material", "pagefind"),
    )
    search_transcripts: bool = _setting(True, "Whether the search finds single comments, which makes its index larger.")
    propose: Propose = field(default_factory=Propose, metadata={"doc": "Settings of `digest propose`.", "choices": ()})


@dataclass(frozen=True, slots=True)
class Site:
    """The folders and settings of a site, read from its mkdocs.yml.

    Attributes:
        root: the folder of mkdocs.yml; all other paths are beneath it.
        pages: the folder that Markdown pages are written to (`docs_dir`).
        output: the folder that the rendered site is written to (`site_dir`).
        named: other files and folders that mkdocs.yml names for the renderer, mainly hooks; some may not exist.
        language: of the labels on its pages (`theme: language:`), as Material names it.
    """

    root: Path
    config: Path
    name: str
    url: str
    description: str
    pages: Path
    output: Path
    settings: Settings
    named: tuple[Path, ...] = ()
    language: str = "en"

    @property
    def content(self) -> Path:
        """The folder of the debates."""
        return self.root / self.settings.content

    @property
    def about(self) -> Path:
        """The folder of the site's own pages."""
        return self.root / self.settings.about

    @property
    def templates(self) -> Path:
        """The folder of the site's own templates."""
        return self.root / self.settings.templates


class _Loader(yaml.SafeLoader):
    """A YAML loader that reads `!ENV` as MkDocs does and ignores other tags, such as `!!python/name:`."""


def _environment(loader: _Loader, node: yaml.Node) -> object:
    """The first variable of a list that is set, else the list's last item (nothing, for a single name)."""
    if isinstance(node, yaml.ScalarNode):
        names, default = [node.value], None
    elif isinstance(node, yaml.SequenceNode):
        names = loader.construct_sequence(node)
        default = names.pop() if len(names) > 1 else None
    else:
        return None
    given = next((os.environ[name] for name in map(str, names) if name in os.environ), None)
    return default if given is None else given


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)


def load_site(config: Path) -> Site:
    """Read a site's mkdocs.yml.

    Args:
        config: the file.

    Returns:
        The site, with defaults for all missing settings.

    Raises:
        SettingsError: the file is missing or is not YAML, or a setting is unknown or of the wrong type.
    """
    path = str(config)
    try:
        if config.exists() and not config.is_file():  # reading a pipe would block
            raise SettingsError(Fault("is not a file", path=path, hint="name the site's mkdocs.yml with --config"))
        data = yaml.load(config.read_text(encoding="utf-8-sig"), _Loader)  # noqa: S506 a subclass of SafeLoader
    except FileNotFoundError:
        raise SettingsError(
            Fault("no such file", path=path, hint="run this in the folder of your site, or use --config")
        ) from None
    except OSError as error:
        raise SettingsError(replace(refused(error, path=path, what="cannot be read"), path=path)) from None
    except UnicodeDecodeError as error:
        raise SettingsError(Fault(f"cannot be read ({error})", path=path)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "is not YAML"
        raise SettingsError(Fault(f"broken YAML: {what}", path=path, line=mark.line + 1 if mark else None)) from None
    if not isinstance(data, dict):
        raise SettingsError(Fault("is not a mapping", path=path, hint="start it with `site_name: …`"))
    extra = data.get("extra") or {}
    root = config.resolve().parent
    folders = {key: default if data.get(key) is None else data[key] for key, default in _FOLDERS.items()}
    if faults := [fault for key, given in folders.items() if (fault := _odd_folder(f"`{key}`", given, path=path))]:
        raise SettingsError(*faults)
    theme = data.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return Site(
        root=root,
        config=config.resolve(),
        name=str(data.get("site_name") or "Debate digests"),
        url=str(data.get("site_url") or ""),
        description=str(data.get("site_description") or ""),
        pages=root / folders["docs_dir"],
        output=root / folders["site_dir"],
        settings=_settings(extra.get("digest") or {} if isinstance(extra, dict) else {}, path=path),
        named=tuple(root / name for name in _named(data)),
        language=str(language or "en"),
    )


def _named(data: dict[str, Any]) -> Iterator[str]:
    """The hooks, the theme's custom folder, and all values that are paths to outside the site's folder."""
    hooks, theme = data.get("hooks"), data.get("theme")
    yield from (one for one in (hooks if isinstance(hooks, list) else ()) if isinstance(one, str))
    if isinstance(theme, dict) and isinstance(theme.get("custom_dir"), str):
        yield theme["custom_dir"]
    waiting: list[Any] = [data]
    seen: set[int] = set()  # YAML aliases can make a list contain itself, or another one many times
    while waiting:
        one = waiting.pop()
        if isinstance(one, (dict, list)) and id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, str) and one.startswith(".."):
            yield one
        elif isinstance(one, (dict, list)):
            waiting += one.values() if isinstance(one, dict) else one


def _odd_folder(key: str, given: object, *, path: str) -> Fault | None:
    """The problem with a folder setting, such as `~` or a Windows path, which would name an unexpected folder."""
    hint = "name a folder relative to mkdocs.yml, with forward slashes"
    if not isinstance(given, str) or not given.strip() or any(letter < " " for letter in given):
        return Fault(f"{key} is {given!r}", path=path, hint=hint)
    if given.startswith("~"):
        return Fault(f"{key} is {given!r}, but `~` is not expanded here", path=path, hint="write the whole path")
    if os.sep == "/" and ("\\" in given or _DRIVE.match(given)):
        return Fault(f"{key} is {given!r}, which is a Windows path", path=path, hint=hint)
    return None


def _settings(given: object, *, path: str) -> Settings:
    values, faults = _values(given, Settings(), key="", path=path)
    if faults:
        raise SettingsError(*faults)
    return Settings(**values)


def _values(given: object, defaults: Settings | Propose, *, key: str, path: str) -> tuple[dict[str, Any], list[Fault]]:
    """The settings in a mapping, and the faults. A group of settings, such as `propose`, is a nested mapping."""
    if not isinstance(given, dict):
        return {}, [Fault(f"`extra: digest:{key}` is not a mapping", path=path)]
    known = {one.name: one for one in fields(defaults)}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        whole = f"{key}.{name}".strip(" :.").replace(":.", ".")
        default = getattr(defaults, name) if name in known else None
        if name not in known:
            faults.append(Fault(f"unknown setting `{whole}`", path=path, hint=did_you_mean(str(name), known)))
        elif isinstance(default, Propose):
            inner, wrong = _values(value, default, key=f" {name}:", path=path)
            faults += wrong
            values[name] = replace(default, **({} if wrong else inner))
        elif fault := _fault(whole, value, default, known[name].metadata["choices"], path):
            faults.append(fault)
        else:
            values[name] = value
    return values, faults


_TYPES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def _fault(name: str, value: object, default: object, choices: tuple[str, ...], path: str) -> Fault | None:
    what = f"setting `{name}` is {value!r}"
    whole_number = isinstance(default, float) and type(value) is int
    if type(value) is not type(default) and not whole_number:
        return Fault(what, path=path, hint=f"it must be {_TYPES[type(default)]}")
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return Fault(what, path=path, hint="give a number of 0 or more")
    if name in _FOLDER_SETTINGS and (fault := _odd_folder(f"setting `{name}`", value, path=path)):
        return fault
    if choices and value not in choices:
        hint = did_you_mean(str(value), choices) or f"choose {' or '.join(f'`{one}`' for one in choices)}"
        return Fault(what, path=path, hint=hint)
    return None
