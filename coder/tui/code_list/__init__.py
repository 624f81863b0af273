"""The code list: the tree, a code's texts, splitting a code, the list of another day."""
