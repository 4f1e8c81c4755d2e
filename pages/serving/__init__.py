"""The dashboard as one of several replicas behind a public door: its start, its health and its measures."""
