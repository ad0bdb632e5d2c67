"""Questions in the admin: the list, the form, the history and the workflow."""
