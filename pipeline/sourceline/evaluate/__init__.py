"""Scores against gold claims."""
