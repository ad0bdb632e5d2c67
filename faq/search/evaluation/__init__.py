"""Measures the quality and the speed of search: evaluation sets, metrics, the benchmark."""
