"""A talk in plain lines: what is said stays said, and nothing is said while somebody types."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from typing import TextIO

from coder.messages import _
from coder.text.safe import safe_line
from coder.tui.pieces.wrapping import wrapped

SIGN = "."
"""Before every command, since bare letters find codes; no code's name begins with it."""
SET_IN = "  "
"""Before what did not fit on a line."""
NARROWEST = 20
LINE_BREAK = " / "
"""Stands in a text for a line break in it: whoever listens hears one line, and nobody can forge another."""


class InputEndedError(Exception):
    """There are no more lines: the terminal is gone, or the file has been read."""


class AnotherLineError(Exception):
    """A question was answered by a command: it is to be done in place of what was asked about."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class Talk:
    """Says sentences and asks for lines, over any two streams of text.

    Nothing but text and line ends is ever written: no colours, no movement, nothing written twice. News may
    come from any thread; it is said before the next question is asked.
    """

    def __init__(self, lines: TextIO, out: TextIO) -> None:
        self._lines = lines
        self._out = out
        self._news: deque[str] = deque()

    def say(self, *sentences: str) -> None:
        """Say sentences, each on a line of its own; what people wrote in them commands no terminal."""
        for sentence in sentences:
            if sentence:
                self._out.write("\n".join(self._laid_out(one_line(sentence))) + "\n")
        self._out.flush()

    def tell_later(self, sentence: str) -> None:
        """Have something said before the next question; may be called from any thread."""
        self._news.append(sentence)

    def say_news(self) -> None:
        """Say what has come in meanwhile."""
        while self._news:
            self.say(self._news.popleft())

    def ask(self, prompt: str) -> str:
        """Ask for a line, without what ended it.

        Raises:
            InputEndedError: If none comes any more.
        """
        self.say_news()
        self._out.write(f"{one_line(prompt)}: ")
        self._out.flush()
        try:
            typed = self._lines.readline()
        except KeyboardInterrupt:
            self._out.write("\n")
            raise
        if not typed:
            self._out.write("\n")
            raise InputEndedError
        if not self._lines.isatty():
            # Nobody's Enter has ended the line of the prompt.
            self._out.write("\n")
        return typed.removesuffix("\n").removesuffix("\r")

    def ask_about(self, prompt: str) -> str:
        """Ask for a line about what was begun; a command leaves that be.

        Raises:
            AnotherLineError: If it is a command.
        """
        typed = self.ask(prompt)
        if typed.startswith(SIGN):
            raise AnotherLineError(typed)
        return typed

    def ask_yes(self, question: str) -> bool:
        """Ask yes or no; an empty line, or another word, is no. A question of several lines is said first."""
        words = [_("yes"), "yes"]
        self.say(*(line.strip() for line in question.split("\n")))
        typed = self.ask_about(_("yes or no")).strip().casefold()
        return bool(typed) and any(word.casefold().startswith(typed) for word in words)

    def _laid_out(self, text: str) -> list[str]:
        """Break a line between words where the terminal would break it within one.

        What follows is set in, so that no part of what somebody wrote looks like a sentence of its own.
        """
        try:
            width = os.get_terminal_size(self._out.fileno()).columns
        except (OSError, ValueError):
            return [text]
        if len(text) < min(width, NARROWEST):
            return [text]
        first, *others = wrapped(text, max(width - len(SET_IN), NARROWEST))
        return [first, *(SET_IN + each for each in others)]


def one_line(text: str) -> str:
    """Return text as one line that no terminal obeys; line breaks in it can be told from blanks."""
    return safe_line(text).replace(" ⏎ ", LINE_BREAK)


def quoted(text: str) -> str:
    """Return what somebody wrote, in quotation marks."""
    return f"«{one_line(text)}»"


def in_speech(sentence: str) -> str:
    """Return a sentence made for a screen without the dots that part its parts for the eye."""
    return sentence.replace(" · ", ", ")


def listed(words: Iterable[str]) -> str:
    """Return words as a list that is heard as one: names may have commas in them."""
    return "; ".join(words)
