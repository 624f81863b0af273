"""Passwords are found in addresses as SQLAlchemy finds them, and taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import URL, make_url

from coder.domain.address import password_in, without_password


@pytest.mark.parametrize(
    ("target", "password", "shown"),
    [
        ("postgresql+psycopg://kari:hemmeleg@tjener/db", "hemmeleg", "postgresql+psycopg://kari@tjener/db"),
        ("postgresql://kari:a%40b%3A@tjener:5432/db", "a@b:", "postgresql://kari@tjener:5432/db"),
        ("postgresql://kari:a/b@tjener/db", "a/b", "postgresql://kari@tjener/db"),
        ("postgresql://tjener/db?user=kari&password=x", "x", "postgresql://tjener/db?user=kari"),
        ("postgresql://tjener/db?password=x&user=kari", "x", "postgresql://tjener/db?user=kari"),
        ("postgresql://kari:@tjener/db", None, "postgresql://kari@tjener/db"),
        ("postgresql://kari@tjener:5432/db", None, "postgresql://kari@tjener:5432/db"),
        ("postgresql:///db?service=lag", None, "postgresql:///db?service=lag"),
        ("prosjekt.sqlite", None, "prosjekt.sqlite"),
        ("C:\\kari:x@y.sqlite", None, "C:\\kari:x@y.sqlite"),
        ("https://kari:x@nettside.example/", None, "https://kari:x@nettside.example/"),
    ],
)
def test_a_password_is_seen_and_left_out(target: str, password: str | None, shown: str) -> None:
    assert password_in(target) == password
    assert without_password(target) == shown


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


@pytest.mark.slow
@given(words, words)
def test_it_is_the_password_that_sqlalchemy_finds(user: str, password: str) -> None:
    url = URL.create("postgresql+psycopg", user, password, "tjener", 5432, "db")
    target = url.render_as_string(hide_password=False)
    assert password_in(target) == password == make_url(target).password
    assert make_url(without_password(target)) == url._replace(password=None)
