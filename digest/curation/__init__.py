"""The editor's corrections, in small files beside the debates, so that they survive another import.

    items      the kinds of corrections, one class each
    loads      YAML to these classes, with line numbers, or all faults
    record     the changes by imports, and former addresses of pages
    files      the files beside each debate: the only module that reads files
    snippets   a debate as corrections to copy
    writing    one correction as YAML
    proposals  the corrections that a model proposes

Nothing here writes files. An item that matches nothing, or more than one thing, is reported; the others are applied.
"""

from digest.curation.files import Beside, Corrections, Models, beside, corrections, curation_path, record_path
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
    "Models",
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
