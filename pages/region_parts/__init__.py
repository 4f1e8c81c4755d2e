"""Parts of the region screen."""
