"""A digest as a graph that Gephi, yEd and networkx read (GraphML; Brandes et al. 2002)."""

from __future__ import annotations

from xml.etree import ElementTree

from digest.model import TITLE, Digest
from digest.site.escape import line

__all__ = ["write"]

_NODE_KEYS = ("text", "role", "standing", "post", "author", "thread")
_EDGE_KEYS = ("type", "undercut", "confidence", "cue")
_TYPES = {"undercut": "boolean", "confidence": "double"}


def write(digest: Digest) -> str:
    """Claims as nodes and relations as edges, with all that is known of them as their data."""
    root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for kind, names in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name in names:
            key = {"id": name, "for": kind, "attr.name": name, "attr.type": _TYPES.get(name, "string")}
            ElementTree.SubElement(root, "key", key)
    graph = ElementTree.SubElement(root, "graph", id=digest.document.slug, edgedefault="directed")
    authors = {post.id: post.author for post in digest.document.posts}
    threads = {claim: thread.title for thread in digest.threads for claim in thread.claims}
    if any(relation.target == TITLE for relation in digest.relations):
        _data(ElementTree.SubElement(graph, "node", id=TITLE), {"text": digest.document.title, "role": "title"})
    for claim in digest.claims:
        known = {
            "text": claim.text,
            "role": claim.role,
            "standing": claim.standing,
            "post": claim.post,
            "author": authors[claim.post],
            "thread": threads.get(claim.id),
        }
        _data(ElementTree.SubElement(graph, "node", id=claim.id), known)
    for relation in digest.relations:
        edge = ElementTree.SubElement(graph, "edge", source=relation.source, target=relation.target)
        undercut = "true" if relation.undercut else "false"
        confidence = f"{relation.confidence:.4f}"
        _data(edge, {"type": relation.type, "undercut": undercut, "confidence": confidence, "cue": relation.cue})
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _data(element: ElementTree.Element, known: dict[str, str | None]) -> None:
    for key, value in known.items():
        if value:
            ElementTree.SubElement(element, "data", key=key).text = line(value)
