"""Factuality: polarity, modality and certainty of a proposition; `assess.py` puts them together."""
