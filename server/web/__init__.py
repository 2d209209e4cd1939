"""HTTP and websockets: commands in, outcomes and events out."""
