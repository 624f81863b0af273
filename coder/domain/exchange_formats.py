"""The formats a project leaves in, and the programs a REFI-QDA file is laid out for."""

from __future__ import annotations

from enum import StrEnum

QDPX, QDC, XLSX, BRIDGES = "qdpx", "qdc", "xlsx", "bridges"
STATISTICS = ("sav", "dta", "csv", "parquet")
EXCHANGE_FORMATS = (QDPX, QDC, *STATISTICS[:2], XLSX, *STATISTICS[2:], BRIDGES)
WITHOUT_CODINGS = (QDC, BRIDGES)


class Profile(StrEnum):
    """The program a REFI-QDA file is written for."""

    STANDARD = "standard"
    NVIVO = "nvivo"
    MAXQDA = "maxqda"
    QUALCODER = "qualcoder"


PROFILES = tuple(each.value for each in Profile)
