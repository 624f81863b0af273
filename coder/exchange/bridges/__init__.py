"""Small files that carry codes and answers into other programs by doors cheaper than a project file."""

from coder.exchange.bridges.folder import write_bridges

__all__ = ["write_bridges"]
