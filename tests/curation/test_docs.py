"""The page on corrections tells all that can be said, and every example on it can be read."""

import re
from pathlib import Path

from digest.curated import load_curated
from digest.curation import loads
from digest.curation.items import SECTIONS, given_fields
from digest.recipe import curate
from digest.sources import read

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "curation.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_every_example_is_read() -> None:
    assert len(EXAMPLES) > 6
    for text in EXAMPLES:
        found = loads(text, path="docs/curation.md")
        assert found.items or found.summary or found.formerly


def test_every_list_and_every_field_is_shown() -> None:
    shown = "\n".join(EXAMPLES)
    for section, kinds in SECTIONS.items():
        assert f"\n{section}:" in f"\n{shown}"
        for kind in kinds:
            for one in given_fields(kind):
                assert f"{one.name}:" in shown or f"`{one.name}" in PAGE, f"{section}: {one.name}"


def test_the_corrections_of_the_examples_hold() -> None:
    for path in (ROOT / "content").glob("*.curation.yml"):
        (debate,) = (one for one in path.parent.glob(f"{path.name.split('.')[0]}.*") if one.suffix != ".yml")
        done = load_curated(debate)
        assert done.findings
        assert done.faults == ()


def test_the_examples_on_sides_topics_points_and_summary_hold_for_the_example_debate() -> None:
    debate = read(ROOT / "content" / "nuclear-power.md")
    new = re.compile(r"^(proposition|topics|summary):\n|^proposition:|^  - pin: \{", re.MULTILINE)
    chosen = [text for text in EXAMPLES if new.search(text)]
    assert len(chosen) == 4
    for text in chosen:
        assert curate(debate, curation=loads(text, path="docs/curation.md")).faults == ()
