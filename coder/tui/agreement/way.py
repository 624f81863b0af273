"""The way to the Agreement screen from wherever a question is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen


def question_at_hand(screen: Screen[object]) -> str | None:
    """Return the key of the question that a screen is about, or that one stands on in the list of them."""
    held = getattr(screen, "question", None)
    return held if isinstance(held, str) else getattr(held, "key", None)


def go_to_agreement(app: App[None]) -> None:
    """Go to the agreement on the question at hand; back to it where one came from there."""
    from coder.tui.agreement.screen import AgreementScreen

    stack, question = app.screen_stack, question_at_hand(app.screen)
    below = stack[-2] if len(stack) > 1 else None
    if isinstance(below, AgreementScreen) and below.question == question:
        app.pop_screen()
    elif question is not None:
        app.push_screen(AgreementScreen(question))
