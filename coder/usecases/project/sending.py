"""Doing something until it is done: what only passes is waited for."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import chain, repeat
from typing import TypeVar

from coder.domain.errors import EnvironmentFailedError, PassingFailureError

T = TypeVar("T")
Patience = Callable[[PassingFailureError, float], bool]
"""Waits so many seconds after a failure; False where it is not to be tried again."""

PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)
LONGEST_PAUSE = 4.0
"""Seconds; so long after a while."""


def until_done(attempt: Callable[[bool], T], wait: Patience) -> T:
    """Try until it is done or fails for good; return what it gave.

    Args:
        attempt: Tries once; is told whether it was tried before, and so may be on disk already.
        wait: Waits after what may pass.

    Raises:
        PassingFailureError: If it is not to be tried any more.
        BaseException: Whatever else an attempt raises.
    """
    again = False
    for pause in chain(PAUSES, repeat(LONGEST_PAUSE)):
        try:
            return attempt(again)
        except PassingFailureError as error:
            # Not all of them at the same moment, when a server is back.
            if not wait(error, pause * random.uniform(0.6, 1.0)):
                raise
        except EnvironmentFailedError:
            # Whether it was done is not known; once more tells.
            if again:
                raise
        again = True
    raise AssertionError("pauses never end")


def patience(seconds: float) -> Patience:
    """Wait through failures for some seconds in all."""
    deadline = time.monotonic() + seconds

    def wait(_error: PassingFailureError, pause: float) -> bool:
        if time.monotonic() + pause > deadline:
            return False
        time.sleep(pause)
        return True

    return wait
