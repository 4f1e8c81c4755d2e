"""Commands: `python -m commands.<verb_object>`. Results on stdout, errors in a sentence on stderr, exit code 2."""

from data.command_end import guard_imports

guard_imports()
