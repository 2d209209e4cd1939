"""Sales orders from draft to closed."""
