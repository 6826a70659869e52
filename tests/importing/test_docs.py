"""What docs/importing.md shows is true."""

import re
from pathlib import Path

from digest.importing import Limits
from digest.importing.front_matter import Provenance, divided
from digest.importing.sites import SITES

PAGE = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")


def test_the_front_matter_shown_is_understood():
    example = re.search(r"```yaml\n(.*?)\n```", PAGE, re.DOTALL)
    heading = divided(example[1] + "\n\ntext\n", path="x.md")
    assert heading.provenance == Provenance.parse(heading.values["imported"])
    assert heading.provenance.posts == 312


def test_every_site_is_listed():
    assert {site.name for site in SITES} <= set(re.findall(r"^\| ([\w ]+?)(?:, on any host)? \|", PAGE, re.MULTILINE))


def test_the_bounds_are_those_of_the_program():
    limits = Limits()
    assert f"{limits.size // 2**20} MB per answer" in PAGE
    assert f"{limits.whole // 2**20} MB per import" in PAGE
    assert (
        f"{limits.read:.0f} s of silence, {limits.answer / 60:.0f} minutes per answer, {limits.total / 60:.0f} minutes"
        in PAGE
    )
