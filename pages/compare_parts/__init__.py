"""Parts of the comparison."""
