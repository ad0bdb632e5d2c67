"""Questions in forms made for programs: Markdown, linked data, a picture."""
