"""How fast digest is beside the least it could take: YAKE alone on the same text, MkDocs alone on the same pages."""
