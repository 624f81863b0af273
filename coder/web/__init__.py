"""The workbench in a browser: a server that lets coders in by their links, and a process for each visit."""
