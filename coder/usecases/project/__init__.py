"""A project as a whole: made, checked, backed up, copied, encrypted."""
