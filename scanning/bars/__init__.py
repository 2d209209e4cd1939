"""Bars that other readers cannot read: found at any angle, made upright, averaged along the bars, read by likelihood."""
