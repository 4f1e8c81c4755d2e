"""Tables, their schema and their reader; nothing else. Importing it reads no file."""

from data.command_end import guard_imports

guard_imports()
