"""What everything else is made of: ids, exact numbers, refusals, outcomes, commands. Pure."""
