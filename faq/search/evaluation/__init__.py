"""How well and how fast search answers: evaluation sets, metrics, the benchmark."""
