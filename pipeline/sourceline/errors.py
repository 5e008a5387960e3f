"""The exceptions that Sourceline raises; each message says what was wrong, where, and what to do.

SourcelineError
├── InputError        a file or line that cannot become an article (carries a reason code)
├── RuleError         a rule file that cannot be used
├── ModelError        the trained pipeline is missing or unusable
├── CalibrationError  a calibration file that cannot be used, or not be made
└── OutputError       a run's outputs are missing, damaged, or cannot be written
"""

from __future__ import annotations


class SourcelineError(Exception):
    """Base of all errors that a user can mend; the CLI prints the message and exits with code 1."""


class InputError(SourcelineError):
    """Input that cannot become an article.

    Args:
        code: one of the reason codes of `rejected.jsonl`, such as `empty` or `not_text`.
        message: one plain sentence for a person.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class RuleError(SourcelineError):
    """A rule file that is missing, malformed or inconsistent; the message names file and rule."""


class ModelError(SourcelineError):
    """The trained pipeline cannot be loaded."""


class CalibrationError(SourcelineError):
    """A calibration file that cannot be used with this model and these rules, or cannot be fitted."""


class OutputError(SourcelineError):
    """Outputs of a run that cannot be read or written."""
