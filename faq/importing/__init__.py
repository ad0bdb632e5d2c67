"""Content from outside: checked before it may touch the database."""
