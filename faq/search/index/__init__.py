"""What the index holds, how it follows the database, and how it is read, rebuilt and checked."""
