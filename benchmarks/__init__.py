"""Side-by-side measurements of the map: `python -m benchmarks`. Nothing here is asserted; see docs/benchmarks.md."""
