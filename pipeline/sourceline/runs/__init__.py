"""Batch runs: from inputs to the four output files, and their verification."""
