"""Whatever a careful editor would print of a debate can be said in a file of corrections.

The annotated debates are not part of this repository. Where they lie beside it, each annotation is written as
corrections, and the digests so corrected must score as the annotations themselves do.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from digest.curated import load_curated
from digest.model.contract import to_json
from tests.curation.annotated import as_digest, corrections, gold_of, sources
from tests.effort import amount

LEAST = 0.97
"""Of what the annotation itself scores."""
EVERY = amount(3, thorough=1)
"""Every so many debates are tried: all take half a minute."""


@pytest.mark.timeout(900)
def test_corrections_made_from_an_annotation_score_as_it_does(shared: Path, tmp_path: Path) -> None:
    plain, lying = tmp_path / "data" / "reading", tmp_path / "corrected"
    plain.mkdir(parents=True)
    lying.mkdir()
    ours, ceiling = [], []
    for source in sources(shared / "bench" / "dev" / "reading")[::EVERY]:
        shutil.copy(source, plain)
        shutil.copy(source.with_name(f"{source.stem}.gold.json"), plain)
        debate = Path(shutil.copy(source, lying))
        gold, found = gold_of(source), load_curated(debate).digest
        debate.with_name(f"{debate.stem}.curation.yml").write_text(corrections(gold, found), encoding="utf-8")
        done = load_curated(debate)
        assert done.faults == (), source.name
        ours.append(json.dumps(to_json(done.digest)))
        ceiling.append(json.dumps(as_digest(gold, to_json(found))))
    mine, most = (
        _scores(shared / "bench" / "score.py", plain.parent, tmp_path / name, lines)
        for name, lines in (("a", ours), ("b", ceiling))
    )
    assert mine.keys() == most.keys()
    assert len(mine) == 6
    assert all(value >= LEAST * most[name] for name, value in mine.items()), (mine, most)


def _scores(score: Path, data: Path, folder: Path, lines: list[str]) -> dict[str, float]:
    """What a program scores that prints these digests."""
    folder.mkdir()
    (folder / "digests.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "show.py").write_text(
        "import json, pathlib, sys\n"
        "asked = {pathlib.Path(one).name for one in sys.argv}\n"
        "for line in (pathlib.Path(__file__).parent / 'digests.jsonl').open(encoding='utf-8'):\n"
        "    if pathlib.Path(json.loads(line)['path']).name in asked:\n"
        "        print(line, end='')\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(score), "--data", str(data)]
    command += ["--cmd", f"{sys.executable} {folder / 'show.py'}", "reading"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.findall(r"^reading: (.+?) +ours +([\d.]+)", run.stdout, re.MULTILINE)
    return {name: float(value) for name, value in found}
