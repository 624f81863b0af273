"""The codebook: made, changed, merged, split, shown."""
