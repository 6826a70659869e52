"""Settings stand under `extra: digest:`; what is wrong with them is said in one line, all of it at once."""

from pathlib import Path

import pytest

from digest.errors import SettingsError
from digest.settings import Settings, load_site


def site(folder: Path, text: str) -> Path:
    config = folder / "mkdocs.yml"
    config.write_text(text, encoding="utf-8")
    return config


def test_defaults_hold_where_nothing_is_set(tmp_path: Path) -> None:
    loaded = load_site(site(tmp_path, "site_name: Ours\n"))
    assert loaded.name == "Ours"
    assert loaded.settings == Settings()
    assert (loaded.content, loaded.pages, loaded.output) == (
        *(tmp_path / "content", tmp_path / "docs", tmp_path / "site"),
    )


def test_folders_and_settings_are_read(tmp_path: Path) -> None:
    text = "docs_dir: out\nsite_dir: www\nextra:\n  digest:\n    content: debates\n    key_points: 3\n"
    loaded = load_site(site(tmp_path, text))
    assert loaded.content == tmp_path / "debates"
    assert (loaded.pages, loaded.output) == (tmp_path / "out", tmp_path / "www")
    assert loaded.settings.key_points == 3


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("!ENV [SITE_URL, OTHER, 'https://default.example/']", "https://there.example/"),
        ("!ENV [NOT_SET, 'https://default.example/']", "https://default.example/"),
        ("!ENV [NOT_SET, '']", ""),
        ("!ENV [SITE_URL]", "https://there.example/"),
        ("!ENV SITE_URL", "https://there.example/"),
        ("!ENV NOT_SET", ""),
        ("!ENV {a: b}", ""),
    ],
)
def test_the_environment_is_read_as_mkdocs_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, read: str
) -> None:
    monkeypatch.setenv("SITE_URL", "https://there.example/")
    monkeypatch.delenv("NOT_SET", raising=False)
    assert load_site(site(tmp_path, f"site_url: {written}\n")).url == read


def test_tags_that_are_for_mkdocs_do_not_stop_us(tmp_path: Path) -> None:
    text = "site_name: !ENV [NAME, x]\nmarkdown_extensions:\n  - a:\n      slugify: !!python/name:b.c\n"
    assert load_site(site(tmp_path, text)).settings == Settings()


def test_all_wrong_settings_are_told_at_once(tmp_path: Path) -> None:
    text = "extra:\n  digest:\n    langauge: de\n    key_points: many\n    related: -1\n    keyphrases: true\n"
    with pytest.raises(SettingsError) as caught:
        load_site(site(tmp_path, text))
    told = str(caught.value).splitlines()
    assert len(told) == 4
    assert "unknown setting `langauge`, did you mean 'language'?" in told[0]
    assert "it must be a whole number" in told[1]
    assert "give a number of 0 or more" in told[2]
    assert "it must be a whole number" in told[3]


def test_what_searches_the_site_is_one_of_those_that_can(tmp_path: Path) -> None:
    assert load_site(site(tmp_path, "extra:\n  digest:\n    search: pagefind\n")).settings.search == "pagefind"
    with pytest.raises(SettingsError, match="setting `search` is 'pagefnd', did you mean 'pagefind'"):
        load_site(site(tmp_path, "extra:\n  digest:\n    search: pagefnd\n"))
    with pytest.raises(SettingsError, match="choose `auto` or `material` or `pagefind`"):
        load_site(site(tmp_path, "extra:\n  digest:\n    search: lunr\n"))


def test_broken_yaml_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml:2: broken YAML"):
        load_site(site(tmp_path, "a: 1\nb: c: d\ne: 2\n"))


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file, run this in the folder of your site"):
        load_site(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize("text", ["- a\n", "just words\n", ""])
def test_a_file_that_is_not_a_mapping_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="is not a mapping"):
        load_site(site(tmp_path, text))


@pytest.mark.parametrize(
    ("theme", "read"),
    [("theme: material", "en"), ("theme:\n  language: pt-BR", "pt-BR"), ("theme:\n  language:", "en"), ("", "en")],
)
def test_the_language_of_pages_is_that_of_the_theme(tmp_path: Path, theme: str, read: str) -> None:
    assert load_site(site(tmp_path, f"site_name: Ours\n{theme}\n")).language == read
