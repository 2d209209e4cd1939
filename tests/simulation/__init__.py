"""A seeded simulator: phones and people in a hall with a known truth, a bad network before the books."""
