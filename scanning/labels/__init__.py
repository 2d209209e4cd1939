"""Labels that this warehouse prints: QR and Code 128 as drawings."""
