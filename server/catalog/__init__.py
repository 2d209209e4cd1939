"""What things are and where they can lie: items, units, barcodes, places, parties, numbers."""
