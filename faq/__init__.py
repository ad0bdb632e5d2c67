"""The application: topics, questions and their ordered steps."""
