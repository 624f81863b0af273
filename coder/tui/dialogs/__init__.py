"""What is asked over a screen."""
