"""What a site's owner can set, under `extra: digest:` in mkdocs.yml.

It stands under `extra` because MkDocs and Zensical both leave that key to others, so one file serves both.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from digest.errors import Fault, SettingsError, did_you_mean

CONFIG = "mkdocs.yml"


def _setting(default: Any, doc: str, *, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"doc": doc, "choices": choices})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site; every field can be set under `extra: digest:` by its own name.

    Example:
        >>> Settings(language="de").keyphrases
        10
    """

    content: str = _setting("content", "Folder of the debates, beside mkdocs.yml.")
    about: str = _setting("docs", "Folder of the site's own Markdown pages and pictures, which are shown under About.")
    templates: str = _setting("templates", "Folder of the site's own templates, which go before the packaged ones.")
    language: str = _setting("en", "Language of debates that name none and are too short to tell (ISO 639-1).")
    keyphrases: int = _setting(10, "How many keyphrases a debate shows.")
    key_points: int = _setting(7, "How many key points a debate shows at most.")
    similarity: str = _setting(
        "lexical", "What tells likeness in meaning: `lexical`, `semantic`, or a model's name or path (docs/method.md)."
    )
    exports: str = _setting(
        "main",
        "What can be downloaded from each debate's page: `main` (JSON and Argdown), `all` formats, or `none`.",
        choices=("main", "all", "none"),
    )
    report: str = _setting(
        "", "Where readers report what is wrong: the address of a repository on GitHub or GitLab, or an e-mail address."
    )
    policy: str = _setting("", "Content-Security-Policy of every page; where empty, nothing but the site's own files.")
    concept_links: bool = _setting(True, "Whether the first mention of a concept in a post links to its page.")
    related: int = _setting(5, "How many related debates a debate shows at most.")
    search: str = _setting(
        "material",
        "What searches the site: `material`, the theme's own, or `pagefind`, for large sites (docs/performance.md).",
        choices=("material", "pagefind"),
    )
    search_transcripts: bool = _setting(True, "Whether the search finds single comments; its index is larger for them.")


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site lives, read from its mkdocs.yml.

    Attributes:
        root: the folder of mkdocs.yml; all other paths are beneath it.
        pages: the folder that Markdown pages are written to (`docs_dir`).
        output: the folder that the rendered site is written to (`site_dir`).
        language: of the words of its pages (`theme: language:`), as Material names it.
    """

    root: Path
    config: Path
    name: str
    url: str
    description: str
    pages: Path
    output: Path
    settings: Settings
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
    """mkdocs.yml may hold tags: `!ENV` is read as MkDocs does, `!!python/name:` is MkDocs' to resolve, not ours."""


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
        The site, with defaults for whatever is not set.

    Raises:
        SettingsError: the file is missing or is not YAML, or a setting is unknown or of the wrong type.
    """
    path = str(config)
    try:
        data = yaml.load(config.read_text(encoding="utf-8-sig"), _Loader)  # noqa: S506 a subclass of SafeLoader
    except FileNotFoundError:
        raise SettingsError(
            Fault("no such file", path=path, hint="run this in the folder of your site, or name it with --config")
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(Fault(f"cannot be read ({error})", path=path)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "is not YAML"
        raise SettingsError(Fault(f"broken YAML: {what}", path=path, line=mark.line + 1 if mark else None)) from None
    if not isinstance(data, dict):
        raise SettingsError(Fault("is not a mapping", path=path, hint="begin with `site_name: …`"))
    extra = data.get("extra") or {}
    root = config.resolve().parent
    theme = data.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return Site(
        root=root,
        config=config.resolve(),
        name=str(data.get("site_name") or "Debate digests"),
        url=str(data.get("site_url") or ""),
        description=str(data.get("site_description") or ""),
        pages=root / str(data.get("docs_dir") or "docs"),
        output=root / str(data.get("site_dir") or "site"),
        settings=_settings(extra.get("digest") or {} if isinstance(extra, dict) else {}, path=path),
        language=str(language or "en"),
    )


def _settings(given: object, *, path: str) -> Settings:
    if not isinstance(given, dict):
        raise SettingsError(Fault("`extra: digest:` is not a mapping", path=path))
    known = {one.name: one for one in fields(Settings)}
    faults = []
    for key, value in given.items():
        if key not in known:
            faults.append(Fault(f"unknown setting `{key}`", path=path, hint=did_you_mean(str(key), known)))
        elif type(value) is not type(known[key].default):
            kind = type(known[key].default).__name__
            faults.append(Fault(f"setting `{key}` is {value!r}", path=path, hint=f"give it as {kind}"))
        elif isinstance(value, int) and not isinstance(value, bool) and value < 0:
            faults.append(Fault(f"setting `{key}` is {value!r}", path=path, hint="give a number from 0"))
        elif (choices := known[key].metadata["choices"]) and value not in choices:
            hint = did_you_mean(str(value), choices) or f"choose {' or '.join(f'`{one}`' for one in choices)}"
            faults.append(Fault(f"setting `{key}` is {value!r}", path=path, hint=hint))
    if faults:
        raise SettingsError(*faults)
    return Settings(**given)
