"""Start the program: choose the language, then run the command."""

from __future__ import annotations

import sys

from coder.crash_report import keep_words_out
from coder.messages import LANGUAGES, guess_language, set_language
from coder.platform import make_output_writable


def main() -> None:
    """Run `coder` with the arguments of the process."""
    keep_words_out()
    make_output_writable()
    # Help texts are looked up while command modules load, so the language comes first.
    set_language(_asked_language(sys.argv[1:]) or guess_language())
    from coder.cli.group import cli

    cli.main(prog_name="coder")


def _asked_language(arguments: list[str]) -> str | None:
    for place, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=")
        if argument == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if argument.startswith("--lang") and value in LANGUAGES:
            return value
    return None


if __name__ == "__main__":
    main()
