"""Work grows with the text: every function and every pattern that reads a text from outside."""
