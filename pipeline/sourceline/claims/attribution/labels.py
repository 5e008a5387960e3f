"""Attribution by a label: "Poll: voters want change", "ABARA: We were late", "Port will close - minister"."""

from __future__ import annotations

from collections.abc import Iterator

from sourceline.claims.attribution.act import SpeechAct, kind_of
from sourceline.claims.lexicon import lexicon
from sourceline.claims.syntax.clauses import is_predicate
from sourceline.claims.syntax.spans import word
from sourceline.nlp.parsed import Doc, Span, Token

MAX_LABEL = 6  # tokens of a label
LABEL_POS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "ADP"})


def labelled(doc: Doc) -> Iterator[SpeechAct]:
    """Attributes a block to the source that a label at its beginning or end names."""
    cue_marks = lexicon().cue_marks
    speakers = {t.text.upper() for e in doc.ents if e.label_ == "PERSON" for t in e}
    for block in doc.spans.get("blocks", ()):
        tokens = [t for t in block if not t.is_space and not t.is_quote]
        marks = [n for n, t in enumerate(tokens) if t.text in cue_marks]
        if not marks:
            continue
        first, last = marks[0], marks[-1]
        ends_sentence = tokens[-1].text in {".", "!", "?"}
        if tokens[first].text == ":" and names_source(tokens[:first], speakers):
            label, mark, rest = tokens[:first], tokens[first], tokens[first + 1 :]
        elif not ends_sentence and names_source(tokens[last + 1 :], speakers):
            label, mark, rest = tokens[last + 1 :], tokens[last], tokens[:last]
        else:
            continue
        if any(is_predicate(t) for t in rest):
            content = frozenset(t.i for t in rest)
            rule = cue_marks[mark.text][0]
            yield SpeechAct(doc[label[0].i : label[-1].i + 1], word(mark), content, kind_of(doc, content), rule)


def names_source(label: list[Token], speakers: set[str]) -> bool:
    """Whether words name a source: a person, a document, or someone by role.

    A firm before a colon is more often the topic ("Halvorsen: shares rise").
    """
    if not 0 < len(label) <= MAX_LABEL or not all(t.pos_ in LABEL_POS for t in label):
        return False
    if label[0].sent.start != label[-1].sent.start:
        return False
    if all(t.is_upper and t.is_alpha for t in label):  # a transcript
        return all(t.text in speakers for t in label)
    head = Span(label[0].doc, label[0].i, label[-1].i + 1).root
    lex = lexicon()
    if len(label) == 1 and head.lower_ in lex.genres:
        return False  # "Analysis: why the port closed"
    known = head.lemma_.lower() in lex.documents | lex.anonymous_sources | lex.speaking_roles
    return known or head.ent_type_ == "PERSON"
