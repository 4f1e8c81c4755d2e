"""The static face of the atlas: every page as plain HTML that any web server can hand out."""
