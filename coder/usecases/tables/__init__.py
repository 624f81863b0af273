"""Tables and figures: asked for, made, exported, made again."""
