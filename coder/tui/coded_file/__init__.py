"""A file that was coded elsewhere, looked at before it is imported."""
