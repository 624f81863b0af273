"""The door for Python: a project as DataFrames, and what a report needs of it as files."""

from coder.api.project_handle import ProjectHandle

__all__ = ["ProjectHandle"]
