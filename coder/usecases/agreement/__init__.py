"""How far coders agree, where they differ, and settling it."""
