"""A second pair of eyes before goods leave."""
