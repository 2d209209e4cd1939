"""Pictures to readings to codes, and labels back to pictures; knows nothing of the server."""
