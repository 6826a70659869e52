"""What is measured is what it says: builds of real sites, ratios within a run, figures in their blocks."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import corpus, sites
from benchmarks.__main__ import FIGURES, write_blocks
from benchmarks.measure import Cost, exponent, middle, run
from digest.settings import load_site


def made(debates: int, *, cold: float, edit: float) -> sites.Measured:
    """A measurement: one and two jobs take `cold` and half of it."""
    builds = {(change, jobs): Cost(edit / jobs, edit, 50) for change in sites.CHANGES for jobs in sites.JOBS}
    builds |= {("cold", jobs): Cost(cold / jobs, cold, 100, 150) for jobs in sites.JOBS}
    alone = {"YAKE alone": Cost(2, 2, 40), "MkDocs alone": Cost(8, 8, 60), "Zensical alone": Cost(3, 5, 70)}
    return sites.Measured(debates, builds, alone, Cost(9, 9, 90))


def test_a_build_is_compared_with_yake_and_mkdocs_in_one_process_each() -> None:
    one = made(100, cold=12, edit=0.6)
    assert one.over_least(1) == pytest.approx(1.2)
    assert one.over_least(2) == pytest.approx(0.6)
    assert one.over_least(2, clock=False) == pytest.approx(1.2)
    assert one.against_cold("one edit", 2) == pytest.approx(0.05)
    table = sites.table([one, made(1000, cold=120, edit=3)])
    assert "| seconds | 100 debates | 1,000 debates |" in table
    assert "| `digest build`, cold, 2 jobs | 6.0 | 60.0 |" in table
    assert "| one edit over cold, 2 jobs | 0.050 | 0.025 |" in table
    short = sites.short(one)
    assert "100 debates takes 6.0 s from nothing with two processes, 0.3 s after an edit" in short
    assert short.endswith("YAKE alone 2.0 s, MkDocs alone 8.0 s and Zensical alone 3.0 s in one process each.")


def test_figures_go_into_their_blocks_and_nothing_else_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Before.\n<!-- figures: a -->\nold\n<!-- end of figures -->\nBetween.\n<!-- figures: b -->\n"
        "kept\n<!-- end of figures -->\nAfter.\n",
        encoding="utf-8",
    )
    for _ in range(2):  # as often as one likes
        write_blocks([page], {"a": "new\n\n| x |", "c": "nowhere"})
    assert page.read_text(encoding="utf-8") == (
        "Before.\n<!-- figures: a -->\n\nnew\n\n| x |\n\n<!-- end of figures -->\nBetween.\n<!-- figures: b -->\n"
        "kept\n<!-- end of figures -->\nAfter.\n"
    )


def test_every_file_with_figures_has_a_block_for_them() -> None:
    for file in FIGURES:
        text = file.read_text(encoding="utf-8")
        assert text.count("<!-- figures: ") == text.count("<!-- end of figures -->") == 1


def test_a_site_that_is_measured_is_one_as_new_sites_are(tmp_path: Path) -> None:
    corpus.write_site(tmp_path / "site", sizes=[5, 6])
    read = load_site(tmp_path / "site" / "mkdocs.yml").settings
    assert (read.search, read.keyphrases) == ("material", 10)
    (tmp_path / "site" / "mkdocs.yml").write_text(corpus.config(keyphrases=12), encoding="utf-8")
    assert load_site(tmp_path / "site" / "mkdocs.yml").settings.keyphrases == 12
    debates = [json.loads(path.read_text()) for path in sorted((tmp_path / "site" / "content").iterdir())]
    assert [len(debate) - 1 for debate in debates] == [5, 6]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what its processes take together")
def test_memory_of_a_process_and_its_children_is_seen(tmp_path: Path) -> None:
    child = "import time; held = bytearray(60_000_000); time.sleep(2)"
    parent = f"import subprocess, sys; held = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {child!r}])"
    found = run([sys.executable, "-c", parent], folder=tmp_path)
    assert 60 < found.peak < 110 < found.together
    assert found.wall > 2


def test_a_command_that_fails_ends_the_run_with_what_it_said() -> None:
    with pytest.raises(SystemExit, match=r"(?s)failed:.*no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_medians_and_growth() -> None:
    costs = [Cost(wall, wall, peak) for wall, peak in ((1, 10), (9, 90), (2, 20))]
    assert middle(costs) == Cost(2, 2, 90)
    assert exponent([(10, 5.0), (100, 50.0), (1000, 500.0)]) == pytest.approx(1)
