"""What a killed process and a cut power line can do to the books."""
