"""Reads files, streams and folders into articles."""
