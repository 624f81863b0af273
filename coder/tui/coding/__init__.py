"""Where the hours go: an answer, its codes, and one line that takes all input."""
