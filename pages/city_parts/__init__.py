"""Parts of the city screen."""
