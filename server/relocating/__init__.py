"""Goods change bins."""
