"""Others at the same project: what they write, who is here, and when the project is away."""
