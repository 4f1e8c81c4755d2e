"""Map layers: one definition, drawn once, given to the web map and to documents alike."""
