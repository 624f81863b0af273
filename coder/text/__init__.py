"""Text people wrote: sentences, safe display, search forms, Norwegian order."""
