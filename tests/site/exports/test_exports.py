"""Exports hold what the digest holds, and keep to their formats' rules."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest

from digest import analyze
from digest.model import Claim, Digest, Document, Post, Relation
from digest.site.exports import EXPORTS, aif, as_json, csv_tables, graphml
from digest.sources import read

CONTENT = Path(__file__).parents[3] / "content"


@pytest.fixture(scope="module")
def nuclear() -> Digest:
    return analyze(read(CONTENT / "nuclear-power.md"))


def digest_of(*texts: str, relations: tuple[Relation, ...] = ()) -> Digest:
    posts = tuple(Post(f"p{at}", text, author="Ada Lovelace") for at, text in enumerate(texts))
    claims = tuple(Claim(f"c{at}", f"p{at}", 0, len(text), text, "claim", 1.0) for at, text in enumerate(texts))
    document = Document("a.md", "a", "Tea?", "markdown", posts)
    return Digest(document, (), claims, relations, {}, (), (), ())


def test_every_format_ends_with_a_line_end_and_has_a_suffix_of_its_own(nuclear: Digest) -> None:
    assert all(export.write(nuclear).endswith("\n") for export in EXPORTS)
    assert len({export.suffix for export in EXPORTS}) == len({export.name for export in EXPORTS}) == len(EXPORTS)


def test_json_is_the_contract(nuclear: Digest) -> None:
    given = json.loads(as_json(nuclear))
    assert given["schema"] == 2
    assert [claim["id"] for claim in given["claims"]] == [claim.id for claim in nuclear.claims]


def broken_rules(graph: dict[str, list[dict[str, str]]]) -> list[str]:
    """What breaks the AIF core ontology: no edge between I-nodes; RA and CA have premises and one conclusion."""
    kinds = {node["nodeID"]: node["type"] for node in graph["nodes"]}
    broken = [edge["edgeID"] for edge in graph["edges"] if not {edge["fromID"], edge["toID"]} <= kinds.keys()]
    broken += [
        edge["edgeID"]
        for edge in graph["edges"]
        if {kinds[edge["fromID"]], kinds[edge["toID"]]} <= {"I", "L"}  # information is joined by schemes only
    ]
    for number, kind in kinds.items():
        into = [edge for edge in graph["edges"] if edge["toID"] == number]
        out = [edge for edge in graph["edges"] if edge["fromID"] == number]
        if kind in ("RA", "CA", "YA") and (len(out) != 1 or not any(kinds[e["fromID"]] in "IL" for e in into)):
            broken.append(number)
        if kind == "L" and into:
            broken.append(number)
    scheme_nodes = {number for number, kind in kinds.items() if kind in ("RA", "CA", "YA")}
    if {one["nodeID"] for one in graph["schemefulfillments"]} != scheme_nodes:
        broken.append("schemefulfillments")
    people = {one["participantID"] for one in graph["participants"]}
    broken += [one["nodeID"] for one in graph["locutions"] if one["personID"] not in people]
    return broken


@pytest.mark.parametrize("name", ["nuclear-power.md", "remote-work.json", "closed-models.txt"])
def test_aif_keeps_to_the_rules_of_its_specification(name: str) -> None:
    digest = analyze(read(CONTENT / name))
    graph = json.loads(aif.write(digest))
    assert broken_rules(graph) == []
    texts = [node["text"] for node in graph["nodes"] if node["type"] == "I"]
    assert texts[: len(digest.claims)] == [claim.text for claim in digest.claims]
    kinds = [node["type"] for node in graph["nodes"]]
    assert kinds.count("RA") == sum(relation.type == "support" for relation in digest.relations)
    assert kinds.count("CA") == sum(relation.type == "attack" for relation in digest.relations)


def test_aif_rules_find_an_edge_between_two_claims() -> None:
    graph = json.loads(aif.write(digest_of("Tea is good.", "It is hot.")))
    numbers = [node["nodeID"] for node in graph["nodes"] if node["type"] == "I"]
    graph["edges"].append({"edgeID": "99", "fromID": numbers[0], "toID": numbers[1], "formEdgeID": None})
    assert broken_rules(graph) == ["99"]


def test_an_undercut_is_a_conflict_with_the_inference() -> None:
    relations = (
        Relation("c1", "c0", "support", 1.0, ""),
        Relation("c2", "c1", "attack", 1.0, "", undercut=True),
        Relation("c2", "c0", "attack", 1.0, ""),
    )
    graph = json.loads(aif.write(digest_of("Tea is good.", "It is hot.", "Hot is not good.", relations=relations)))
    kinds = {node["nodeID"]: node["type"] for node in graph["nodes"]}
    conflicts = [edge for edge in graph["edges"] if kinds[edge["fromID"]] == "CA"]
    assert [kinds[edge["toID"]] for edge in conflicts] == ["RA", "I"]


def test_graphml_is_read_by_networkx_with_all_its_data(nuclear: Digest) -> None:
    graph = networkx.parse_graphml(graphml.write(nuclear), force_multigraph=True)
    for claim in nuclear.claims:
        assert graph.nodes[claim.id]["text"] == " ".join(claim.text.split())
        assert graph.nodes[claim.id]["standing"] == claim.standing
    found = sorted((start, end, data["type"], data["undercut"]) for start, end, data in graph.edges(data=True))
    assert found == sorted((one.source, one.target, one.type, one.undercut) for one in nuclear.relations)


def test_xml_of_any_text_is_well_formed() -> None:
    ElementTree.fromstring(graphml.write(digest_of("a\x00\x08 <b>&]]>", "\ud800 \ufffe")))


def test_tables_have_a_row_for_each_claim_and_relation(nuclear: Digest) -> None:
    claims = list(csv.DictReader(io.StringIO(csv_tables.claims(nuclear), newline="")))
    assert [(row["id"], row["text"]) for row in claims] == [(claim.id, claim.text) for claim in nuclear.claims]
    relations = list(csv.DictReader(io.StringIO(csv_tables.relations(nuclear), newline="")))
    assert [(row["source"], row["target"]) for row in relations] == [(r.source, r.target) for r in nuclear.relations]


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(csv_tables.claims(digest_of('=HYPERLINK("x")', "+1", "@a", "fine")))))
    assert [row[-1] for row in rows[1:]] == ['\'=HYPERLINK("x")', "'+1", "'@a", "fine"]
