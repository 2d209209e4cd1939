"""Scans of other devices for a page: the relay between them."""
