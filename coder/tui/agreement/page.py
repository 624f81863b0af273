"""The two halves of the Agreement screen as lines, and what stands where in them."""

from __future__ import annotations

from coder.tui.agreement.after_lines import after_lines
from coder.tui.agreement.code_lines import CodeRows
from coder.tui.agreement.group_lines import group_lines
from coder.tui.agreement.round_lines import round_lines
from coder.tui.agreement.settling_lines import SettlingPage, settling_page
from coder.tui.agreement.state import AgreementState, Pane
from coder.tui.pieces.lines import Line


class AgreementPage:
    """Lays out what is shown, and knows afterwards where a click goes."""

    def __init__(self) -> None:
        self.codes = CodeRows()
        self.settling = SettlingPage()
        self._rows: dict[int, int] = {}

    def below(self, state: AgreementState, width: int, height: int) -> list[Line]:
        """Return what stands below the codes: a difference, or what was turned to."""
        self.settling, self._rows = SettlingPage(), {}
        if state.pane is Pane.GROUPS:
            lines, self._rows = group_lines(state, width, height)
        elif state.pane is Pane.ROUNDS:
            lines, self._rows = round_lines(state, width, height)
        elif state.pane is Pane.AFTER:
            lines, self._rows = after_lines(state, width, height)
        else:
            self.settling = settling_page(state, width, height)
            lines = self.settling.lines
        return lines

    def row_at(self, y: int) -> int | None:
        """Return the row of a list below at a line."""
        return self._rows.get(y)
