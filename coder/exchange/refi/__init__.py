"""REFI-QDA files (QDC, QDPX), in which programs for qualitative analysis exchange projects."""
