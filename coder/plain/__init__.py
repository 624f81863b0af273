"""The workbench as a talk, line by line, for screen readers and Braille: lines in, sentences out."""
