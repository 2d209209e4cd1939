"""Boards and lists; read only."""
