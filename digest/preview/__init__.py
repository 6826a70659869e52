"""The site in a browser while it is being written: an edit is seen within a second, a mistake at once.

watching   which files changed
session    from a change to the pages that it changed; what is wrong, until it is mended
server     gives pages to browsers, and has them reload what changed
"""

from digest.preview.serving import serve

__all__ = ["serve"]
