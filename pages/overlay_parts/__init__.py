"""Parts of the screen of one's own figures."""
