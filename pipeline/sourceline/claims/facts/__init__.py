"""Fact types: typed events with named slots, by rules as data."""
