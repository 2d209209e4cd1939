"""Truebin's server: the books, the work on the floor, and the way in and out of both."""

VERSION = "0.1.0"
