"""Who works here, with what device, and what each may do."""
