"""The stories that join kinds of work."""
