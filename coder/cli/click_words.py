"""Sentences of the command line library, marked here so that they stand in our catalogs.

The library looks them up through the standard gettext; ``coder.messages`` points that to our catalogs.
None of these is shown from here.
"""

from __future__ import annotations

from coder.messages import _, ngettext


def click_words() -> None:
    """Name every sentence a user of the commands may meet."""
    _("Usage:")
    _("Options")
    _("Commands")
    _("Positional arguments")
    _("Show this message and exit.")
    _("Show the version and exit.")
    _("default: {default}")
    _("env var: {var}")
    _("required")
    _("Error: {message}")
    _("Try '{command} {option}' for help.")
    _("Aborted!")
    _("Missing command.")
    _("Missing argument")
    _("Missing option")
    _("Missing parameter")
    _("Invalid value: {message}")
    _("Invalid value for {param_hint}: {message}")
    _("No such option {name!r}.")
    _("No such command {name!r}.")
    _("Option {name!r} does not take a value.")
    _("{value!r} is not a valid {number_type}.")
    _("{name} {filename!r} does not exist.")
    _("{name} {filename!r} is a directory.")
    _("{name} {filename!r} is a file.")
    _("{name} {filename!r} is not readable.")
    _("{name} {filename!r} is not writable.")
    _("file")
    _("directory")
    _("path")
    _("Could not open file {filename!r}: {message}")
    _("{value} is not in the range {range}.")
    _("Argument {name!r} takes {nargs} values.")
    ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 2)
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2)
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 2)
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 2)
    ngettext("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given.", 2)
