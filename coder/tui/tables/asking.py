"""What keys ask of a question's tables; counted at once."""

from __future__ import annotations

from typing import Literal

from coder.messages import _
from coder.tui.errors import say
from coder.tui.tables import asks
from coder.tui.tables.desk import TablesDesk
from coder.tui.tables.page import TablesPage
from coder.tui.tables.state import Kind


class TablesAsking(TablesDesk):
    """A table that other tables are asked for from."""

    def __init__(self, question: str, wave: str | None = None) -> None:
        super().__init__(question, wave)
        self.page = TablesPage()

    def ask_again(self) -> None:
        """Make the table that is asked for now; what is asked is shown with it, or when it takes long."""
        self.make()
        if self.is_busy:
            self.repaint()

    def action_level(self) -> None:
        if self.state is None:
            return
        if not self.state.frame.has_themes:
            say(self, _("The code list has no themes."))
            return
        self.state.next_level()
        self.ask_again()

    def action_order(self) -> None:
        if self.state is not None:
            self.state.next_order()
            self.ask_again()

    def action_base(self) -> None:
        if self.state is not None:
            self.state.next_base()
            self.ask_again()

    def action_show(self) -> None:
        state = self.state
        if state is None:
            return
        if not state.options.by and not state.options.trend:
            say(self, _("There is one column, with count and percent. b or w make more."))
            return
        state.next_show()
        self.ask_again()

    def action_decimals(self) -> None:
        if self.state is not None:
            self.state.next_decimals()
            self.ask_again()

    def action_switch(self, what: Literal["test", "interval"]) -> None:
        state = self.state
        if state is None:
            return
        if what == "test" and not (state.options.test or state.options.by or state.options.trend):
            say(self, _("There is one column, so nothing to test. b or w make more."))
            return
        state.toggle(what)
        self.ask_again()

    def action_by(self) -> None:
        if self.state is not None:
            asks.ask_by(self, self.state, self.ask_again)

    def action_waves(self) -> None:
        if self.state is not None:
            asks.ask_waves(self, self.state, self.ask_again)

    def action_layer(self) -> None:
        if self.state is not None:
            asks.ask_layer(self, self.state, self.ask_again)

    def action_min_cell(self) -> None:
        if self.state is not None:
            asks.ask_min_cell(self, self.state, self.ask_again)

    def action_number(self) -> None:
        if self.state is not None:
            asks.ask_number(self, self.state, self.ask_again)

    def action_export(self) -> None:
        if self.state is not None:
            asks.ask_table_file(self, self.state, self.question)

    def action_kind(self, kind: str) -> None:
        if self.state is not None:
            self.state.turn_to(Kind(kind))
            self.ask_again()
