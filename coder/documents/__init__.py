"""Writers of Excel and, later, Word files from plain tables; they know no survey."""
