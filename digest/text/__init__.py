"""Spans, sentences, normalisation and slugs, shared by sources and analysis."""
