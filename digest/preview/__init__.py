"""The site in a browser while it is being written: an edit is seen within a second, a mistake at once.

watching   which files changed
session    from a change to the pages that it changed; what is wrong, until it is mended
server     gives pages to browsers, and has them reload what changed
hosts      whom it answers
guard      who may write
desk       what can be corrected on a page, and what is done with a decision
ledger     writes decisions to the files beside a debate, and takes them back

MkDocs' own server, which `mkdocs serve` runs with our plug-in, cannot take its place. It builds the whole site for each
edit (eleven seconds for 2,000 pages, where a page takes a tenth of one), answers nobody meanwhile, reloads all pages
that are open, and shows no faults. All of that is in its private parts.
"""

from digest.preview.serving import serve

__all__ = ["serve"]
