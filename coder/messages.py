"""Messages to people, through gettext: English in the code, Norwegian in the catalogs."""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("nb", "nn", "en")
"""Languages a user may ask for; one without a catalog yet falls back to its neighbour."""

_FALLBACKS = {"nn": ("nn", "nb"), "nb": ("nb",), "en": ("en",)}
_CATALOGS = Path(__file__).parent / "locale"


class _Active:
    """The catalog in use in this process."""

    language = "en"
    catalog: _gettext.NullTranslations = _gettext.NullTranslations()


def set_language(language: str) -> None:
    """Show messages in one of ``LANGUAGES`` from now on; texts already looked up stay."""
    _Active.language = language
    _Active.catalog = _gettext.translation(
        "coder", localedir=_CATALOGS, languages=list(_FALLBACKS[language]), fallback=True
    )
    # The command line library asks the standard gettext; its sentences stand in our catalogs (click_words).
    os.environ["LANGUAGE"] = ":".join(_FALLBACKS[language])
    _gettext.bindtextdomain("coder", str(_CATALOGS))
    _gettext.textdomain("coder")


def current_language() -> str:
    """Tell which of ``LANGUAGES`` messages are shown in."""
    return _Active.language


def guess_language(environment: Mapping[str, str] = os.environ) -> str:
    """Choose a language from ``CODER_LANG``, then the locale; Norwegian where neither says."""
    chosen = environment.get("CODER_LANG", "")
    if chosen in LANGUAGES:
        return chosen
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            return _language_of(value)
    return _language_of(locale.getlocale()[0] or "")


def _language_of(locale_name: str) -> str:
    lead = locale_name.replace("-", "_").split(".")[0].split("_")[0].lower()
    if lead == "nn" or "nynorsk" in lead:
        return "nn"
    # Windows says «Norwegian Bokmål_Norway», «Norwegian (Bokmål)_Norway» or «Norwegian_Norway».
    return "nb" if lead in ("nb", "no", "c", "posix", "") or lead.startswith("norwegian") else "en"


def _(message: str) -> str:
    """Translate one message; the English text is its own key."""
    return _Active.catalog.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a message that depends on a number."""
    return _Active.catalog.ngettext(singular, plural, number)
