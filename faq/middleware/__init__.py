"""Middleware of the application. The order is in the settings."""
