"""What may identify somebody: found, decided on, taken out; and forgetting."""
