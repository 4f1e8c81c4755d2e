"""Open the built cache once, in a process of its own, and print how long each step took (JSON, seconds)."""

# Nothing of the project is imported up here: the imports are measured as well.
import json
import sys
import time


def main() -> int:
    """Import, read the tables, open the shapes, read the places."""
    clock = [time.perf_counter()]

    def lap() -> float:
        clock.append(time.perf_counter())
        return clock[-1] - clock[-2]

    from data.tables import load_tables
    from geo.store import default_cache_root, ensure_geometry
    from policy.carving import carve_outs_of

    laps = {"import_seconds": lap()}
    tables = load_tables()
    laps["tables_seconds"] = lap()
    geometry = ensure_geometry(carve_outs_of(tables), default_cache_root(), lambda _step, _share: None)
    laps["open_seconds"] = lap()
    len(geometry.places), len(geometry.adjacency), geometry.strip_places
    laps["read_seconds"] = lap()
    print(json.dumps(laps))
    return 0


if __name__ == "__main__":
    sys.exit(main())
