"""Measures the promised ratios, each in one alternated run on this machine: `benchmarks/run`."""
