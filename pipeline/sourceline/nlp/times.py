"""`sourceline_times`: recognises and normalises time expressions."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from sourceline.nlp import attributes  # noqa: F401  (registers the extensions)


class Times:
    """The component; see the module. Sets `doc.spans["times"]`."""

    def __call__(self, doc: Doc) -> Doc:
        doc.spans["times"] = []
        return doc


@Language.factory("sourceline_times", assigns=["doc.spans", "span._.time", "span._.rule"])
def make_times(nlp: Language, name: str) -> Times:
    """Creates the component."""
    return Times()
