"""Bars that others cannot read: found at any angle, made upright, averaged along the bars, read by likelihood."""
