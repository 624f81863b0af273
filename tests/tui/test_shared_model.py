"""One model's process for all screens: which one that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.tui.suggesting.shared_model import SharedModel
from coder.usecases.session import Session
from coder.usecases.suggesting.suggestions import Ended
from tests.builders import small_project


@pytest.mark.slow
def test_what_an_earlier_process_says_late_does_not_end_the_newer_one(tmp_path: Path) -> None:
    small_project(tmp_path / "p.sqlite").engine.dispose()
    session = Session(str(tmp_path / "p.sqlite"), "kari")
    shared = SharedModel()
    try:
        earlier = shared.of(session, "another")
        newer = shared.of(session, "hva_skal_til")
        earlier._arrived(Ended(starts_again=False))
        assert shared.of(session, "hva_skal_til") is newer
        newer._arrived(Ended(starts_again=False))
        newest = shared.of(session, "hva_skal_til")
        assert newest is not newer
        newer.close()
    finally:
        shared.close()
