"""Parts of the screen of measures."""
