"""Parts of the national map screen."""
