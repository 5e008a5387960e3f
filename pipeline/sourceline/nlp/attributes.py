"""The extension attributes that the components set; importing this module registers them.

| on | attribute | set by | value |
|---|---|---|---|
| Doc | `_.published` | the caller, before the pipeline runs | publication date, ISO 8601, or None |
| Doc | `_.title` | the caller | title from the metadata, or None |
| Doc | `_.text` | `text_of` | its text |
| Doc | `_.parsed` | sourceline_repair | `nlp.parsed.Doc`: tokens and tree in plain Python |
| Span | `_.rule` | every rule component | id of the rule that made the span |
| Span | `_.quantity` | sourceline_quantities, on `doc.spans["quantities"]` | `schema.values.Quantity` |
| Span | `_.time` | sourceline_times, on `doc.spans["times"]` | `schema.values.Time` |
| Span | `_.entity` | sourceline_entities, on `doc.ents` | `schema.values.Entity` |
| Span | `_.link` | sourceline_mentions, on `doc.spans["mentions"]` | `nlp.discourse.Link` |

Span groups: `doc.spans["blocks"]` (label = segment), `["quotes"]`, `["quantities"]`, `["times"]`, `["mentions"]`.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

for _name in ("published", "title", "text", "parsed"):
    Doc.set_extension(_name, default=None, force=True)
for _name in ("rule", "quantity", "time", "entity", "link"):
    Span.set_extension(_name, default=None, force=True)


def text_of(doc: Doc) -> str:
    """Returns the text of a document, which never changes and which spaCy joins from its tokens each time anew."""
    if doc._.text is None:
        doc._.text = doc.text
    text: str = doc._.text
    return text
