"""Questions in the admin: the list, the form, the history, and transitions from draft to reader."""
