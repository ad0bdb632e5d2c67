"""Notifications: who is told what happened to a text, on the front page of the admin and by e-mail."""
