"""Blind counts: what a person saw, when, and what became of the difference."""
