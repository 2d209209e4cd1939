"""Pallet shots: one photo with many codes, held against what should stand there."""
