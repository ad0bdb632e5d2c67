"""The project: its settings, middleware and app server. It knows nothing about questions."""

__version__ = "0.1.0"
