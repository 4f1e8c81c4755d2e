"""Which text applies where, and why. Draws nothing."""
