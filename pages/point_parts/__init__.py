"""Parts of the screen that says what applies at a point."""
