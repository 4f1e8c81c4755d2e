"""Parts of the data and method screen."""
