"""What all screens are made of: lines of text as values, and the widgets that paint and take them."""
