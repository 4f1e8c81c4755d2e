"""Shapes: boundaries, places, borders and look-ups. No policy and no values."""
