"""Files of statistics packages for tests, written by the library that reads them too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def sav(path: Path, columns: Mapping[str, Sequence[Any]], **about: Any) -> Path:
    """Write a SAV file; ``about`` is what pyreadstat knows of variables: labels, missing values."""
    import pandas as pd
    import pyreadstat

    pyreadstat.write_sav(pd.DataFrame(dict(columns)), path, compress=path.suffix == ".zsav", **about)
    return path


def dta(path: Path, columns: Mapping[str, Sequence[Any]], **about: Any) -> Path:
    """Write a DTA file."""
    import pandas as pd
    import pyreadstat

    pyreadstat.write_dta(pd.DataFrame(dict(columns)), path, **about)
    return path
