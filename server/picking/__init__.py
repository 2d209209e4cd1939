"""Picks from bins into totes."""
