"""A claim in words: the article's own, in their order, with what they were resolved to in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sourceline.claims.clauses import AUXILIARIES, is_prepositional, there_of
from sourceline.claims.frames import CORE, PARTICIPANTS
from sourceline.claims.frames import Argument as Phrase
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.pictographs import visible_end
from sourceline.schema.claim import Argument

# Rules whose argument is a subject.
SUBJECT_RULES = (
    "clause.subject",
    "clause.relative",
    "clause.coordination",
    "clause.control",
    "clause.participle",
    "clause.adverbial",
    "clause.infinitive_subject",
    "event.owner",
)

ADVERBS = ("RB", "RBR", "RBS")


def claim_text(
    proposition: Proposition, arguments: Sequence[Argument], time_span: Span | None, cues: Sequence[Span]
) -> str:
    """Returns a readable line: subject first, then the verb group, then the rest as the sentence has it.

    Prepositions are kept, but not that of a noun whose relative clause or participle the claim is: it belongs to the
    clause around it. A resolved pronoun or description carries its name in brackets, an ambiguous one its first
    candidate with a question mark.
    """
    outermost = proposition.clause.outermost
    group = verb_words(proposition, cues)
    anchor = min(t.i for t in group)
    pieces: list[tuple[int, str, str]] = []
    for argument, record in zip(proposition.arguments, arguments, strict=True):
        if argument.rule == "clause.relative.where":
            continue  # without "where" it would read as an object
        if any(is_within(argument, other) for other in proposition.arguments):
            continue  # "are in talks with Kenya": said already
        text = argument.span.text[: visible_end(argument.span.text)] + bracket(record)
        subject = is_subject(argument, proposition)
        predicative = argument.role == "attribute" and argument.rule != "role.attribute.as"
        bare = subject or predicative or argument.head.is_ancestor(outermost)
        leading = [] if bare else leading_words(argument.head, argument.span)
        group.update(w for w in leading if anchor < w.i < proposition.head.i)  # "working on securing deals"
        case = as_written([w for w in leading if w not in group]).lower()
        order = max(argument.span.start, anchor + 1)
        if subject:
            order = -1
        elif argument.span.end <= anchor and argument.role not in CORE:  # "Once in office, she ...": said last
            order += len(proposition.head.doc)
        pieces.append((order, joint(argument, pieces, order), f"{case} {text}".strip()))
    verbs = sorted(group, key=lambda t: t.i)
    free = [t for t in verbs if not any(a.span.start <= t.i < a.span.end for a in proposition.arguments)]
    pieces.append((anchor, " ", as_written(free or verbs)))
    said = any(time_span is not None and a.span.start <= time_span.start < a.span.end for a in proposition.arguments)
    if time_span is not None and not said:
        case = as_written(leading_words(time_span.root, time_span)).lower()
        pieces.append((max(time_span.start, anchor + 1), " ", f"{case} {time_span.text}".strip()))
    line = "".join(joint + " ".join(text.split()) for _, joint, text in sorted(pieces, key=lambda p: p[0]))
    return line.lstrip(" ,")


def is_within(argument: Phrase, other: Phrase) -> bool:
    """Whether a phrase is a part of another phrase."""
    wider = other.span.start <= argument.span.start and argument.span.end <= other.span.end
    return wider and len(other.span) > len(argument.span) and other.clause is None


def as_written(words: Sequence[Token]) -> str:
    """Words of a sentence in their order, with a space where others stood between them: "did", "n't" → "didn't"."""
    gaps = [before.whitespace_ if after.i == before.i + 1 else " " for before, after in pairwise(words)]
    return "".join(word.text + gap for word, gap in zip(words, [*gaps, ""], strict=False))


def joint(argument: Phrase, pieces: Sequence[tuple[int, str, str]], order: int) -> str:
    """What joins a phrase to what stands before it: the words or the comma of a coordination, else a space."""
    if argument.head.dep_ != "conj" or not pieces or (order == -1) != (pieces[-1][0] == -1):
        return " "
    words = [c.text for c in argument.head.lefts if c.dep_ == "cc"]
    return f" {' '.join(words)} " if words else ", "


def is_subject(argument: Phrase, proposition: Proposition) -> bool:
    """Whether an argument stands before the verb in plain English, wherever its sentence has it."""
    if argument.rule == "clause.subject.clausal":
        return True
    if argument.role not in PARTICIPANTS or argument.clause is not None or there_of(proposition.head) is not None:
        return False
    return argument.rule.startswith(SUBJECT_RULES) and argument.rule != "clause.relative.open_object"


def verb_words(proposition: Proposition, cues: Sequence[Span]) -> set[Token]:
    """The predicate with its auxiliaries, negation and control words."""
    tokens = set(proposition.predicate)
    there = there_of(proposition.head)
    if there is not None:
        tokens.add(there)
    members = proposition.verb_group
    if proposition.clause.kind != "copula":
        tokens.update(members)
    else:
        tokens.update(members[1:])
    for member in members:
        inner = member is not proposition.clause.outermost
        tokens.update(
            c
            for c in member.children
            if c.dep_ in AUXILIARIES or (c.dep_ == "mark" and (inner or (c.lower_ == "to" and member.tag_ != "VBG")))
        )
    sentence = proposition.sentence
    for cue in cues:
        beside = cue.root.head in members and cue.root.dep_ in ("advmod", "aux") and cue.start >= sentence.start
        denies = any(phrase.startswith(cue.root.lower_) for phrase in lexicon().negative_markers)
        if denies and cue.root.head == proposition.clause.outermost and cue.root.dep_ in ("mark", "case"):
            tokens.update((cue.root, *(f for f in cue.root.children if f.dep_ == "fixed")))  # "instead of paying"
        following = proposition.head.doc[cue.end : cue.end + 1]
        if beside and all(t.dep_ != "mark" for t in following):  # not the "even" of "even if"
            tokens.update(cue)
    return tokens | adverbs_before(proposition, tokens)


def adverbs_before(proposition: Proposition, group: set[Token]) -> set[Token]:
    """The adverbs among the words of a verb group or right before it, which a faithful line keeps: "briefly held"."""
    members = {*proposition.verb_group, *proposition.predicate}
    first, last = min(t.i for t in group), proposition.head.i
    within = (c for m in members for c in m.lefts if c.dep_ == "advmod" and c.tag_ in ADVERBS and first < c.i < last)
    adverbs = {t for c in within for t in c.subtree}
    for token in sorted((t for t in group if t.i <= proposition.head.i), key=lambda t: -t.i):
        before = token.nbor(-1) if token.i > proposition.sentence.start else None
        while before is not None and before.dep_ == "advmod" and before.head in members and before.tag_ in ADVERBS:
            adverbs.update(before.subtree)
            edge = before.left_edge
            before = edge.nbor(-1) if edge.i > proposition.sentence.start else None
    return adverbs | adverbs_after(members, max(first, last))


def adverbs_after(members: set[Token], last: int) -> set[Token]:
    """The adverbs right after a verb, without which it says something else: "moved further along", "brought back"."""
    adverbs: set[Token] = set()
    right = (c for m in members for c in m.rights if c.dep_ == "advmod" and c.tag_ in (*ADVERBS, "IN", "RP"))
    for adverb in sorted(right, key=lambda t: t.i):
        if adverb.left_edge.i == last + 1 and len(list(adverb.subtree)) <= 2:
            adverbs.update(adverb.subtree)
            last = adverb.right_edge.i
    return adverbs


def leading_words(head: Token, span: Span) -> list[Token]:
    """The preposition or conjunction before a phrase or clause."""
    top = head
    while top.head.i != top.i and span.start <= top.head.i < span.end:
        top = top.head
    opening = [c for c in top.lefts if c.dep_ in ("case", "mark") and c.i < span.start]
    if opening and is_prepositional(top.head) and top.head.i == opening[0].i - 1:  # "compared to the talks"
        opening.append(top.head)
    words = [w for c in opening for w in (c, *(f for f in c.children if f.dep_ == "fixed"))]
    return sorted(words, key=lambda w: w.i)


def bracket(record: Argument) -> str:
    """What an argument was resolved to, in brackets."""
    resolution = record.resolution
    if resolution is not None and resolution.candidates:
        best = resolution.candidates[0].name
        return f" [{best}]" if resolution.status == "resolved" else f" [{best}?]"
    if record.entity is not None and record.basis == "resolved":
        return f" [{record.entity.name}]"
    return ""
