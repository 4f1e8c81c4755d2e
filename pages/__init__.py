"""Screens: words and widgets only."""
