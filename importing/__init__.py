"""Observations out of files: what a file holds, the rules from hours to years, and the folder they are kept in.

Knows places by name and by position (geo), the tables (data) and the rule of sufficient years (policy); draws
nothing and asks nobody. The command and the dashboard's own-table overlay read through the same modules.
"""
