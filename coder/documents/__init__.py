"""Writers of tables, texts and figures, from Word and Excel to LaTeX and pictures; they know no survey."""
