"""Timings, never tests: every figure stands beside a raw program doing the same, measured in the same run."""
