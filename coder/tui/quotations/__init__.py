"""What the report will say in respondents' words."""
