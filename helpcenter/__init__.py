"""The project: settings, addresses and the way it is served. It knows no Question."""

__version__ = "0.1.0"
