"""Commands: `python -m commands.<verb_object>`. Results on stdout, errors in a sentence on stderr, exit code 2."""
