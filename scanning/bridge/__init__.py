"""The bridge: scanners on a dock computer's ports send what they read to a page, and nothing gets lost on the way."""
