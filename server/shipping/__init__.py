"""Goods leave for the customer."""
