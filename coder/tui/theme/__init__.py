"""Reading what stands together."""
