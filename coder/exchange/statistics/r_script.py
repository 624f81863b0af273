"""The script for R: reads the file and the lists beside it, makes factors, and counts.

Only names of files stand in it; labels are read from the lists, so that nothing anybody wrote is R.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from string import Template

from coder.exchange.statistics.labels import one_line
from coder.messages import _

_WIDTH = 88
_READ = {
    "sav": "data <- as.data.frame(haven::zap_labels(haven::read_sav(file, user_na = TRUE)))",
    "dta": "data <- as.data.frame(haven::zap_labels(haven::read_dta(file)))",
    "parquet": "data <- as.data.frame(arrow::read_parquet(file))",
    "csv": """texts <- variables$$variable[variables$$type == "text" & variables$$role != "answer"]
data <- utils::read.csv(
  file,
  encoding = "UTF-8", na.strings = "", check.names = FALSE,
  colClasses = stats::setNames(rep("character", length(texts)), texts)
)""",
}

_SCRIPT = Template("""\
$comments

file <- $file
listed <- function(name) {
  utils::read.csv(name, encoding = "UTF-8", colClasses = "character", na.strings = character(0))
}
variables <- listed($variables)
values <- listed($values)

$read

# $numbers
numbers <- data

# $factors
for (name in intersect(unique(values$$variable), names(data))) {
  own <- values[values$$variable == name, ]
  is_missing <- own$$missing == "1"
  data[[name]][data[[name]] %in% as.numeric(own$$value[is_missing])] <- NA
  if (!all(is_missing)) {
    data[[name]] <- factor(
      data[[name]],
      levels = as.numeric(own$$value[!is_missing]), labels = make.unique(own$$label[!is_missing])
    )
  }
}

# $counting
frequencies <- function(question, role = "code") {
  own <- variables[variables$$variable != "" & variables$$question == question, ]
  n <- sum(numbers[[own$$variable[own$$role == "status"]]] == 1)
  own <- own[own$$role == role, ]
  count <- vapply(own$$variable, function(name) sum(numbers[[name]] == 1, na.rm = TRUE), numeric(1))
  percent <- if (n > 0) floor(100 * count / n + 0.5) else rep(NA_real_, length(count))
  data.frame(
    variable = own$$variable, code = own$$path, count = count, percent = percent,
    row.names = NULL, stringsAsFactors = FALSE
  )
}
options(width = 160)
for (question in unique(variables$$question[variables$$role == "status"])) {
  cat("\\n", question, "\\n", sep = "")
  print(frequencies(question), right = FALSE)
}

# $sets
# codes <- variables$$variable[variables$$role == "code"]
# expss::fre(expss::mdset(numbers[codes]))
""")


def r_script(file: str, format: str, variables: str, values: str, notes: Sequence[str]) -> str:
    """Return the script; nothing but ASCII, so that it reads the same under every locale.

    Args:
        file: The name of the file with the numbers.
        format: ``sav``, ``dta``, ``csv`` or ``parquet``.
        variables: The name of the list of variables.
        values: The name of the list of values.
        notes: What is said at the top.
    """
    written = _SCRIPT.substitute(
        comments="\n".join(_comments(notes)),
        file=r_string(file),
        variables=r_string(variables),
        values=r_string(values),
        read=Template(_READ[format]).substitute(),
        numbers=_comment(_("The numbers as they stand in the file")),
        factors=_comment(_("Labels for numbers; what says why there is no value becomes NA")),
        counting=_comment(_("How many answers each code has; the base is the answers that are coded")),
        sets=_comment(_("As a multiple response set, with the package expss:")),
    )
    return written


def r_string(text: str) -> str:
    """Return a text as a string of R."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if " " <= sign <= "~":
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"


def _comments(notes: Iterable[str]) -> list[str]:
    """Return notes as lines of comments that fit an editor."""
    lines = (line for note in notes for line in textwrap.wrap(_comment(note), _WIDTH, break_long_words=False))
    return [f"# {line}" for line in lines]


def _comment(text: str) -> str:
    """Return a comment on one line, without letters a plain locale would stumble over."""
    from coder.exchange.statistics.names import plain_letters

    return plain_letters(one_line(text))
