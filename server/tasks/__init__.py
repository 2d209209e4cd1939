"""Who does what next: tasks with lines, claimed by a person on a device, walked in order."""
