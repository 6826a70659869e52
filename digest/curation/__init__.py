"""What an editor puts right, in small files beside the debates, so that it holds when a debate is imported again.

    items      what can be said, one class a correction
    loads      YAML to such values, with their lines, or all that is wrong
    record     what imports changed, and where pages stood before
    files      which files belong to which debate: the only part that reads any
    snippets   a debate as corrections that can be copied
    writing    one correction as YAML
    proposals  what a model proposes, in the same words

Nothing here writes a file. An item that matches nothing, or two things, is a fault that says so; the others hold.
"""

from digest.curation.files import Beside, Corrections, beside, corrections, curation_path, record_path
from digest.curation.load import Curation, loads
from digest.curation.merging import merged
from digest.curation.phrases import site_merges
from digest.curation.record import Record, after_import, record_text
from digest.curation.report import Finding
from digest.curation.schema import schema_text
from digest.curation.snippets import SCHEMA_NAME, snippets

__all__ = [
    "SCHEMA_NAME",
    "Beside",
    "Corrections",
    "Curation",
    "Finding",
    "Record",
    "after_import",
    "beside",
    "corrections",
    "curation_path",
    "loads",
    "merged",
    "record_path",
    "record_text",
    "schema_text",
    "site_merges",
    "snippets",
]
