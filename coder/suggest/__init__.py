"""Home of the suggestion model: ranked codes for an answer, with the words that spoke for them."""
