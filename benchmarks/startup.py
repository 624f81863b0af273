"""How long `coder --help` takes, beside bare Python and beside importing the heavy libraries.

python -m benchmarks.startup
"""

from __future__ import annotations

import sys

from benchmarks.timing import interleaved, report

RUNS = 9


def main() -> None:
    """Time and print."""
    found = interleaved(
        {
            "python -c pass": [sys.executable, "-c", "pass"],
            "coder --help": [sys.executable, "-m", "coder", "--help"],
            "coder table --help": [sys.executable, "-m", "coder", "table", "--help"],
            "import textual.app": [sys.executable, "-c", "import textual.app"],
            "import sqlalchemy": [sys.executable, "-c", "import sqlalchemy"],
            "import pandas": [sys.executable, "-c", "import pandas"],
            "import spacy": [sys.executable, "-c", "import spacy"],
            "import sklearn.linear_model": [sys.executable, "-c", "import sklearn.linear_model"],
        },
        RUNS,
    )
    report(found, beside="python -c pass")


if __name__ == "__main__":
    main()
