"""Hands a cold link on: see docs/decisions.md, "Cold links"."""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).parents[1] / "streamlit_app.py"), run_name="__main__")
