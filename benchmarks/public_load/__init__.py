"""The public doors under load: static pages, replicas, faults and an hour's soak. See docs/load.md."""
