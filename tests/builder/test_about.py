"""The site's own pages stand under About, as they are."""

from pathlib import Path

import pytest

from digest.builder.about import own_pages
from digest.errors import ContentError
from digest.settings import Site, load_site

PICTURE = b"\x89PNG\r\n\x1a\n\xff"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\n")
    (tmp_path / "docs" / "more").mkdir(parents=True)
    return load_site(tmp_path / "mkdocs.yml")


def test_pages_and_pictures_keep_their_names_beneath_about(site: Site) -> None:
    (site.about / "index.md").write_text("# Us\n", encoding="utf-8-sig")
    (site.about / "more" / "a.md").write_text("# A\n")
    (site.about / "more" / "b.png").write_bytes(PICTURE)
    assert [(page.path, page.text, page.source) for page in own_pages(site)] == [
        ("about/index.md", "# Us\n", "docs/index.md"),
        ("about/more/a.md", "# A\n", "docs/more/a.md"),
        ("about/more/b.png", PICTURE, "docs/more/b.png"),
    ]


def test_what_begins_with_a_dot_and_what_lies_elsewhere_is_left_out(site: Site, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("x")
    (site.about / ".hidden.md").write_text("x")
    (site.about / ".git").mkdir()
    (site.about / ".git" / "config.md").write_text("x")
    (site.about / "link.md").symlink_to(tmp_path / "secret.md")
    assert own_pages(site) == []


def test_no_folder_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("extra: {digest: {about: nowhere}}\n")
    assert own_pages(load_site(tmp_path / "mkdocs.yml")) == []


def test_pages_that_nothing_leads_to_are_a_fault_and_so_is_what_cannot_be_read(site: Site) -> None:
    (site.about / "a.md").write_bytes(b"caf\xe9")
    (site.about / "b.md").write_text("# B\n")
    with pytest.raises(ContentError) as caught:
        own_pages(site)
    told = str(caught.value).splitlines()
    assert told[0].startswith("docs/a.md: cannot be read")
    assert told[1] == "docs/index.md: no such page, write it, with links to the other pages of this folder"
