"""The least a Textual program that filters names can be: what the workbench is held against.

    python -m benchmarks.minimal_filter 400

It lists at most sixty matches, since the library's own list gets slow with more: a rival that does its best.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Input, OptionList, Static

from benchmarks.make_survey import load_phrases

MOST = 60


class MinimalFilter(App[None]):
    """An input line, a list, and what was found and taken."""

    CSS = "OptionList { height: 1fr; }"

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names = names
        self.taken = 0

    def compose(self) -> ComposeResult:
        yield Static("ready", id="taken")
        yield Static(id="found")
        yield OptionList(*self.names[:MOST])
        yield Input()

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        wanted = event.value.lower()
        matches = [name for name in self.names if wanted in name.lower()]
        shown = self.query_one(OptionList)
        shown.clear_options()
        shown.add_options(matches[:MOST])
        self.query_one("#found", Static).update(f"{len(matches)} with <{wanted}>")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.taken += 1
        event.input.value = ""
        self.query_one("#taken", Static).update(f"taken {self.taken} times")


if __name__ == "__main__":
    MinimalFilter(list(load_phrases(int(sys.argv[1]))[0].codes)).run()
