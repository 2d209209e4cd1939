"""Photos with codes, decoded in processes that may be killed."""
