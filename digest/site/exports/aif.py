"""A digest in the Argument Interchange Format, in the JSON that AIFdb and its tools read.

Claims are information nodes (I). A support is an application of a rule of inference (RA) between two of them, an
attack one of conflict (CA); an undercut is a conflict with the inference itself. Who said what is a locution (L) that
asserts (YA) its claim, with a participant. No edge joins two information nodes, and each application has its premise
and one conclusion, as the specification demands.

Source: Argumentation Research Group, Dundee, "The Argument Interchange Format (AIF) Specification" (2011);
Chesnevar et al., "Towards an argument interchange format" (2006).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from digest.model import TITLE, Claim, Digest, Post, Relation

__all__ = ["write"]

_SCHEMES = {"RA": ("Default Inference", "72"), "CA": ("Default Conflict", "71"), "YA": ("Asserting", "74")}
"""Name and number of each kind's default scheme in AIFdb."""


@dataclass(slots=True)
class _Graph:
    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)

    def node(self, kind: str, text: str | None = None) -> str:
        number = str(len(self.nodes) + 1)
        node = {"nodeID": number, "text": text if text is not None else _SCHEMES[kind][0], "type": kind}
        if kind in _SCHEMES:
            node["scheme"], node["schemeID"] = _SCHEMES[kind]
        self.nodes.append(node)
        return number

    def edge(self, *way: str) -> None:
        for start, end in pairwise(way):
            number = str(len(self.edges) + 1)
            self.edges.append({"edgeID": number, "fromID": start, "toID": end, "formEdgeID": None})


def write(digest: Digest) -> str:
    """The argument of a digest as AIF JSON."""
    graph = _Graph()
    claims = {claim.id: graph.node("I", claim.text) for claim in digest.claims}
    if any(relation.target == TITLE for relation in digest.relations):
        claims[TITLE] = graph.node("I", digest.document.title)
    inferences: dict[str, str] = {}
    for relation in digest.relations:
        if relation.type == "support":
            number = graph.node("RA")
            inferences.setdefault(relation.source, number)
            graph.edge(claims[relation.source], number, claims[relation.target])
    for relation in digest.relations:
        if relation.type == "attack":
            graph.edge(claims[relation.source], graph.node("CA"), _attacked(relation, claims, inferences))
    posts = {post.id: post for post in digest.document.posts}
    people = {name: at for at, name in enumerate(dict.fromkeys(post.author for post in posts.values() if post.author))}
    locutions = list(_locutions(graph, digest.claims, claims, posts, people))
    fulfilled = [{"nodeID": node["nodeID"], "schemeID": node["schemeID"]} for node in graph.nodes if "schemeID" in node]
    written = {
        "nodes": graph.nodes,
        "edges": graph.edges,
        "schemefulfillments": fulfilled,
        "participants": [_participant(name, at) for name, at in people.items()],
        "locutions": locutions,
        "descriptorfulfillments": [],
        "cqdescriptorfulfillments": [],
    }
    return json.dumps(written, ensure_ascii=False) + "\n"


def _attacked(relation: Relation, claims: dict[str, str], inferences: dict[str, str]) -> str:
    """What an attack is in conflict with: for an undercut the step from the claim, where it supports anything."""
    step = inferences.get(relation.target) if relation.undercut else None
    return step or claims[relation.target]


def _locutions(
    graph: _Graph, said: tuple[Claim, ...], claims: dict[str, str], posts: dict[str, Post], people: dict[str, int]
) -> Iterator[dict[str, Any]]:
    for claim in said:
        post = posts[claim.post]
        if post.author is None:
            continue
        number = graph.node("L", f"{post.author}: {claim.text}")
        graph.edge(number, graph.node("YA"), claims[claim.id])
        locution: dict[str, Any] = {"nodeID": number, "personID": str(people[post.author])}
        if post.date:
            locution["start"] = post.date.isoformat(" ")
        yield locution


def _participant(name: str, at: int) -> dict[str, str]:
    first, _, last = name.partition(" ")
    return {"participantID": str(at), "firstname": first, "surname": last}
