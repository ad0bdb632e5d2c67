"""Questions in other formats: Markdown, linked data and the image of a link preview."""
