"""Benchmarks behind the claims of the README; `bench/results` has the figures with machine and versions."""
