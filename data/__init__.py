"""Tables, their schema and their reader; nothing else. Importing it reads no file."""
