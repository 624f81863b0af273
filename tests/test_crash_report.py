"""What a report of a bug says, and what it keeps to itself."""

from __future__ import annotations

import pytest

from coder.crash_report import FULL, crash_report
from coder.domain.errors import UnusableInputError

WORDS = "Bedre samarbeid med legen min"


def caught(error: BaseException) -> BaseException:
    """Return an error as it is when it has been raised."""
    try:
        raise error
    except BaseException as raised:  # noqa: BLE001
        return raised


@pytest.mark.parametrize(
    "error",
    [
        KeyError(WORDS),
        ValueError(f"invalid literal for int() with base 10: '{WORDS}'"),
        TypeError(f"cannot take {WORDS}"),
        AttributeError(f"'{WORDS}' object has no attribute 'x'"),
        OSError(28, WORDS),
        UnusableInputError(WORDS),
        ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)]),
    ],
)
def test_words_are_withheld_where_they_may_be_peoples(error: Exception) -> None:
    error.add_note(WORDS)
    assert WORDS not in crash_report(caught(error))


@pytest.mark.parametrize(
    "program, told",
    [
        ("None.text", "'NoneType' object has no attribute 'text'"),
        ("(lambda a: a)()", "() missing 1 required positional argument: 'a'"),
        ("nothing", "name 'nothing' is not defined"),
        ("1 < 'a'", "'<' not supported between instances of 'int' and 'str'"),
        ("(lambda a: a[0])(None)", "'NoneType' object is not subscriptable"),
        ("1 / 0", "division by zero"),
        ("[][0]", "list index out of range"),
    ],
)
def test_words_about_names_in_the_program_are_told(program: str, told: str) -> None:
    with pytest.raises((AttributeError, TypeError, NameError, ZeroDivisionError, IndexError)) as failed:
        eval(program)
    assert told in crash_report(failed.value)


def test_what_led_to_it_is_told_and_errors_that_go_in_circles_end() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__context__, second.__context__ = second, first
    report = crash_report(first)
    assert report.index("KeyError") < report.index("which led to") < report.index("ValueError")


def test_who_asks_for_it_is_told_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FULL, "1")
    assert WORDS in crash_report(caught(KeyError(WORDS)))
