"""Spreadsheets of other systems: read, mapped, tried dry, brought in whole or not at all."""
