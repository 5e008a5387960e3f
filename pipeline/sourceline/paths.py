"""Where the shipped models and rules are found."""

from __future__ import annotations

from pathlib import Path

from sourceline.errors import ModelError

_PACKAGE = Path(__file__).parent


def models_dir() -> Path:
    """Returns the folder with `en_news` and `rules`: inside an installed package, or at the top of a checkout.

    Raises:
        ModelError: neither place has one; the installation is incomplete.
    """
    for folder in (_PACKAGE / "models", _PACKAGE.parents[1] / "models"):
        if (folder / "rules").is_dir():
            return folder
    raise ModelError(f"no models folder beside {_PACKAGE}: the installation is incomplete, install sourceline again")


def rules_dir() -> Path:
    return models_dir() / "rules"


def model_dir() -> Path:
    return models_dir() / "en_news"
