"""A digest as a graph that Gephi, yEd and networkx read (GraphML; Brandes et al. 2002)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from digest.model import TITLE, Digest
from digest.site.escape import line

__all__ = ["write"]

_NODE_KEYS = ("text", "role", "standing", "post", "author", "thread")
_EDGE_KEYS = ("type", "undercut", "confidence", "cue")
_TYPES = {"undercut": "boolean", "confidence": "double"}


def write(digest: Digest) -> str:
    """Claims as nodes and relations as edges, with all that is known of them as their data."""
    rows = [
        f'<key id="{name}" for="{kind}" attr.name="{name}" attr.type="{_TYPES.get(name, "string")}" />'
        for kind, names in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS))
        for name in names
    ]
    rows.append(f'<graph id={_quoted(digest.document.slug)} edgedefault="directed">')
    authors = {post.id: post.author for post in digest.document.posts}
    threads = {claim: thread.title for thread in digest.threads for claim in thread.claims}
    if any(relation.target == TITLE for relation in digest.relations):
        rows += _element("node", {"id": TITLE}, {"text": digest.document.title, "role": "title"})
    for claim in digest.claims:
        known = {
            "text": claim.text,
            "role": claim.role,
            "standing": claim.standing,
            "post": claim.post,
            "author": authors[claim.post],
            "thread": threads.get(claim.id),
        }
        rows += _element("node", {"id": claim.id}, known)
    for relation in digest.relations:
        undercut = "true" if relation.undercut else "false"
        confidence = f"{relation.confidence:.4f}"
        known = {"type": relation.type, "undercut": undercut, "confidence": confidence, "cue": relation.cue}
        rows += _element("edge", {"source": relation.source, "target": relation.target}, known)
    rows.append("</graph>")
    inside = "\n".join(f"  {row}" for row in rows)
    start = '<?xml version="1.0" encoding="utf-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    return f"{start}\n{inside}\n</graphml>\n"


def _element(name: str, attributes: dict[str, str], known: dict[str, str | None]) -> list[str]:
    """An element of the graph, line by line: written as text, for a tree of elements takes four times as long."""
    said = " ".join(f"{key}={_quoted(value)}" for key, value in attributes.items())
    data = [f'    <data key="{key}">{escape(line(value))}</data>' for key, value in known.items() if value]
    return [f"  <{name} {said}>", *data, f"  </{name}>"]


def _quoted(value: str) -> str:
    return '"' + escape(value, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#09;"}) + '"'
