"""`make run`: one process that builds what is missing and keeps the app and Caddy going on this machine."""
