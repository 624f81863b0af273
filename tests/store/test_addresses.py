"""Addresses of projects on servers that cannot be read: refused in one sentence, and not repeated."""

from __future__ import annotations

import pytest

from coder.domain.address import without_password
from coder.store.engine import UnreadableUrlError, project_engine


@pytest.mark.parametrize(
    "address",
    [
        # Not written %40: what comes after the first @ would be told as the user's or the server's name.
        "postgresql+psycopg://kari:blå@bær@tjener/prosjekt",
        "postgresql+psycopg://kari:blå/@bær@tjener/prosjekt",
        # What other programs call it, and what nobody does.
        "postgres://kari:blåbær@tjener/prosjekt",
        "oddsql://kari:blåbær@tjener/prosjekt",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    for handed_on in (address, without_password(address)):
        with pytest.raises(UnreadableUrlError) as refused:
            project_engine(handed_on)
        assert "bær" not in str(refused.value)
