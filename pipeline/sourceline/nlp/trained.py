"""What can be said of the trained model without loading it."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from sourceline.errors import ModelError
from sourceline.paths import model_dir


@lru_cache(maxsize=1)
def model_hash() -> str:
    """Hash over the files of the trained model."""
    digest = hashlib.sha256()
    for path in sorted(model_dir().rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(model_dir()).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def model_name() -> str:
    """Returns language, name and version of the trained model.

    Raises:
        ModelError: it is missing or damaged.
    """
    try:
        meta = json.loads((model_dir() / "meta.json").read_bytes())
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{model_dir() / 'meta.json'} cannot be read ({error}): install sourceline again") from None
