"""Spans, sentences, normalising and slugs: what sources and analysis share."""
