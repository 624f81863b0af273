"""What happened, and taking it back."""
