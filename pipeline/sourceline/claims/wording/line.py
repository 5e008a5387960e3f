"""A claim in words: the article's own, in their order, with what they were resolved to in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sourceline.claims.arguments.clausal_subjects import CLAUSAL, EVENT
from sourceline.claims.arguments.displaced import open_object_of
from sourceline.claims.arguments.light_verbs import bare_noun
from sourceline.claims.factuality.assess import Factuality
from sourceline.claims.factuality.modality import marked_conjunct, marker_phrase
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition, particle_apart
from sourceline.claims.syntax.clauses import SUBJECTS, mark_of, there_of
from sourceline.claims.syntax.content import waits
from sourceline.claims.syntax.frames import CHANGE, CORE, PARTICIPANTS
from sourceline.claims.syntax.frames import Argument as Phrase
from sourceline.claims.syntax.relatives import preposition_of_relative, restriction, with_owner
from sourceline.claims.syntax.spans import set_off
from sourceline.claims.wording.leading import compared_by, leading_words
from sourceline.claims.wording.trailing import trailing_words
from sourceline.claims.wording.verb_words import (
    governing_words,
    lacking_words,
    passive_helper,
    shared_words,
    verb_words,
)
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
    "predicate.appealing",
    "predicate.trying",
)

#: A time before the verb does not come after objects of more words than this in a line.
LONG = 6
#: A phrase before the verb of more words than this comes last, after a comma.
LONGEST_MOVED = 3
OF_NOUNS = frozenset({"det", "amod", "compound", "nummod", "nmod:poss"})
LIKELY = 0.5  # the least score of a candidate that a line names


def claim_text(
    proposition: Proposition, arguments: Sequence[Argument], time_span: Span | None, factuality: Factuality
) -> str:
    """Returns a readable line: subject first, then the verb group, then the rest as the sentence has it.

    Prepositions are kept, but not that of a noun whose relative clause or participle the claim is: it belongs to the
    clause around it. A resolved pronoun or description carries its name in brackets, an ambiguous one its first
    candidate with a question mark, if that is a likely one; a "not" that follows from the words around a clause stands
    in brackets too.
    """
    outermost, cues = proposition.clause.outermost, [span for span, _, _ in factuality.cues]
    if proposition.clause.kind == "noun":
        return event_text(proposition, time_span)
    group = verb_words(proposition, cues)
    anchor = min(t.i for t in group)
    pieces: list[tuple[int, str, str]] = []
    led: set[Token] = set()
    for argument, record in zip(proposition.arguments, arguments, strict=True):
        if argument.rule == "clause.relative.where":
            pieces.append((len(proposition.head.doc), " ", f"[in {argument.span.text}]"))
            continue
        again = argument.rule == "role.times" and time_span is not None
        if again or is_within(argument, proposition.arguments):
            continue  # "are in talks with Kenya": said already
        subject = is_subject(argument, proposition)
        words = argument.span.text if subject else uncapped(argument.span)
        which = restriction(argument.head, argument.span.end, outermost) if argument.clause is None else ""
        text = words[: visible_end(words)] + bracket(record) + which
        if argument.rule == EVENT:
            text += ", which" if outermost.dep_ == "acl:relcl" else ","
        if argument.rule == "clause.complement" and (undone := open_object_of(argument.head)) is not None:
            text += f" [{bare_noun(undone).text}]"  # "people they want | to remove"
        if argument.span[0].tag_ == "WP$":
            text = with_owner(argument.span)
        paired = next(
            (c for c in argument.head.lefts if c.dep_ == "cc:preconj" and c.i == argument.span.start - 1), None
        )
        text = f"{paired.text} {text}" if paired is not None else text
        bare = subject or argument.head.is_ancestor(outermost)
        leading = [] if bare else leading_words(argument.head, argument.span)
        if argument.role == "attribute":
            leading = [w for w in leading if w.lower_ == "as" and w.head != proposition.head]  # "is seen as a threat"
        led.update(leading)
        group.update(w for w in leading if anchor < w.i < proposition.head.i)  # "working on securing deals"
        told = any(a.rule == CHANGE for a in proposition.arguments)  # "12% more" is there
        if (
            argument.role == "comparison"
            and not told
            and (more := compared_by(argument.head))
            and not group & set(more)
        ):
            leading = [*more, *leading]  # "far faster than wages"
        case = as_written([w for w in leading if w not in group]).lower() if leading else ""
        if bare and not subject and argument.role not in CORE:
            case = preposition_of_relative(outermost) or argument.preposition or ""
        order = max(argument.span.start, anchor + 1)
        if subject:
            order = -1
        elif argument.span.end <= anchor and argument.role not in CORE:  # "Once in office, she ...": said last
            order += len(proposition.head.doc)
        pieces.append((order, joint(argument, pieces, order), f"{case} {text}".strip()))
    apart = particle_apart(proposition.head)
    if apart is not None and apart in group:  # "push it | down"
        group.discard(apart)
        pieces.append((apart.i, " ", apart.text))
    verbs = sorted(group | shared_words(proposition, cues), key=lambda t: t.i)
    taken = {t for a in proposition.arguments for t in a.span}
    free = [t for t in verbs if t not in taken]
    governing = governing_words(proposition)
    unsaid = " [not] " if is_silently_negative(proposition, factuality, {*verbs, *governing}) else " "
    if governing:
        unsaid = f" [{as_written(governing)}] "
    elif unsaid == " " and (helper := passive_helper(proposition)):
        unsaid = f" [{helper}] "
    elif factuality.polarity == "positive" and (lacking := lacking_words(proposition)):
        if lacking.endswith(" that"):
            pieces.append((-2, " ", f"[{lacking}]"))
        else:
            unsaid = f" [{lacking}] "
    words = as_written(free or verbs)
    if any(order == -1 for order, _, _ in pieces) and words.istitle() and anchor == proposition.sentence.start:
        words = words.lower()  # "Asked whether it would close, the mayor ..."
    pieces.append((anchor, unsaid, f"{pronoun_of_some(proposition)}{words}"))
    if factuality.modality in ("conditional", "questioned") or (factuality.modality != "actual" and waits(outermost)):
        pieces.append((-2, " ", opening_of(outermost)))
    if time_span is not None and not any(a.span.start <= time_span.start < a.span.end for a in proposition.arguments):
        case = as_written([w for w in leading_words(time_span.root, time_span) if w not in group]).lower()
        doubled = next((n for n, t in enumerate(time_span) if t not in group), 0)  # "took over | over a month ago"
        end = max([time_span.end, *(a.span.end for a in proposition.arguments if a.rule == "role.times")])
        dated = f"{case} {uncapped(time_span.doc[time_span.start + doubled : end])}".strip()  # "in 2006 and 2007"
        pieces.append((time_order(proposition, time_span, anchor), " ", dated))
    said = {*taken, *(time_span or ()), *verbs, *governing, *led}
    pieces += [(order, " ", words) for order, words in trailing_words(proposition, said)]
    line = "".join(joint + text for _, joint, text in sorted(pieces, key=lambda p: p[0]))
    return " ".join(line.split()).lstrip(" ,")


def pronoun_of_some(proposition: Proposition) -> str:
    """The pronoun without which a line would speak of all of a kind: "banks | that | delay"."""
    relative = proposition.clause.outermost
    relative = relative.head if relative.dep_ == "conj" and relative.head.dep_ == "acl:relcl" else relative
    noun = relative.head
    several = noun.tag_ == "NNS" or noun.lower_ == "those"
    if relative.dep_ != "acl:relcl" or not several or noun.ent_type_ or set_off(relative):
        return ""
    pronoun = next((c for c in relative.lefts if c.dep_ in SUBJECTS and c.lower_ in ("who", "that", "which")), None)
    told = any(c.dep_ in ("det", "nmod:poss", "nummod") for c in noun.lefts)
    said = any(a.head == noun and a.rule in ("clause.relative", "clause.coordination") for a in proposition.arguments)
    return f"{pronoun.text} " if pronoun is not None and said and not told else ""


def event_text(proposition: Proposition, time_span: Span | None) -> str:
    """Returns the words of an event noun with all that the claim says of it: "Tuesday's attack near Mosul"."""
    head = proposition.head
    spans = [*(a.span for a in proposition.arguments), *([time_span] if time_span is not None else [])]
    before = [c.left_edge.i for c in head.lefts if c.dep_ in OF_NOUNS]
    words = head.doc[min([head.i, *before, *(s.start for s in spans)]) : max([head.i + 1, *(s.end for s in spans)])]
    return " ".join(words.text.split())


def is_silently_negative(proposition: Proposition, factuality: Factuality, said: set[Token]) -> bool:
    """Whether a claim is negative by words that its line does not have: "refused | to pay"."""
    if factuality.polarity == "positive":
        return False
    negative = [span for span, _, effect in factuality.cues if effect == "negative"]
    held = [t for a in proposition.arguments for t in (*a.span, *a.head.lefts)]
    return not any(t in said or t in held for span in negative for t in span)


def opening_of(clause: Token) -> str:
    """Returns the word by which a clause asks or puts a condition: "if", "until", "whether", "how"."""
    clause = marked_conjunct(clause)
    mark = mark_of(clause)
    if clause.left_edge.lower_ in lexicon().free_openers:
        return clause.left_edge.lower_
    asking = next((c for c in clause.lefts if "WRB" in (c.tag_, c.left_edge.tag_) and c.dep_ == "advmod"), None)
    of_subject = (d for c in clause.lefts if c.dep_ in SUBJECTS for d in c.lefts if d.tag_ == "WDT")  # "what steps ..."
    asking = asking or next(of_subject, None)
    if asking is not None:
        return str(asking.doc[asking.left_edge.i : asking.i + 1].text.lower())  # "how", "how quickly"
    phrase = marker_phrase(mark) if mark is not None and mark.lower_ != "to" else ""
    return phrase if phrase in lexicon().modal_markers or phrase in lexicon().awaited_markers else ""


def is_within(argument: Phrase, others: Sequence[Phrase]) -> bool:
    """Whether a phrase is a part of another phrase."""
    start, end = argument.span.start, argument.span.end
    wider = (o for o in others if o.span.start <= start and end <= o.span.end and o.clause is None)
    return any(o.span.start < start or end < o.span.end for o in wider)


def uncapped(span: Span) -> str:
    """Returns the words of a phrase, without the capital that they have as the first of their sentence."""
    first, text = span[0], span.text
    opening = first.i == first.sent.start and first.tag_ in ("RB", "RBR", "JJ", "DT", "IN", "CD", "NNS", "WRB")
    return text[0].lower() + text[1:] if opening else text


def time_order(proposition: Proposition, time_span: Span, anchor: int) -> int:
    """Returns where a line has its time: in its place, or where that is before the verb, after its short objects."""
    if time_span.start > anchor:
        return time_span.start
    core = [a for a in proposition.arguments if a.role in CORE and a.clause is None and a.span.start > anchor]
    objects = [a for a in core if len(a.span) <= LONG]
    return max((a.span.end - 1 for a in objects), default=anchor + 1) if len(objects) == len(core) else anchor + 1


def as_written(words: Sequence[Token]) -> str:
    """Words of a sentence in their order, with a space where others stood between them: "did", "n't" → "didn't"."""
    spaced = (b.text + (b.whitespace_ if after.i == b.i + 1 else " ") for b, after in pairwise(words))
    return "".join(spaced) + "".join(word.text for word in words[-1:])


def joint(argument: Phrase, pieces: Sequence[tuple[int, str, str]], order: int) -> str:
    """What joins a phrase to what stands before it: the words or the comma of a coordination, else a space."""
    if argument.clause is None and order > len(argument.head.doc) and len(argument.span) > LONGEST_MOVED:
        return ", "  # moved behind what it does not describe
    start, tokens = argument.span.start, argument.span.doc.tokens
    listed = argument.role == "purpose" and start > 0 and tokens[start - 1].text == ","
    compared = [w.lower_ for w in tokens[max(0, start - 3) : start]] in ([",", "up", "from"], [",", "down", "from"])
    if argument.rule == CHANGE or listed or compared:
        return ", "  # "up from 3%"; "for services, to help families"
    apart = bool(pieces) and (order == -1) != (pieces[-1][0] == -1)
    if argument.head.dep_ != "conj" or not pieces or apart:
        return " "
    joining = (c for c in argument.head.lefts if c.dep_ == "cc")
    words = [w.text for c in joining for w in (c, *(f for f in c.children if f.dep_ == "fixed"))]
    return f" {' '.join(words)} " if words else ", "


def is_subject(argument: Phrase, proposition: Proposition) -> bool:
    """Whether an argument stands before the verb in plain English, wherever its sentence has it."""
    if argument.rule in (CLAUSAL, EVENT):
        return True
    if argument.role not in PARTICIPANTS or argument.clause is not None or there_of(proposition.head) is not None:
        return False
    return argument.rule.startswith(SUBJECT_RULES) and argument.rule != "clause.relative.open_object"


def bracket(record: Argument) -> str:
    """What an argument was resolved to, in brackets, with a question mark where that is only more likely than not."""
    resolution = record.resolution
    if resolution is not None and resolution.candidates:
        best = resolution.candidates[0]
        if resolution.status == "resolved":
            return f" [{best.name}]"
        return f" [{best.name}?]" if best.score >= LIKELY else ""
    if record.entity is not None and record.basis == "resolved":
        return f" [{record.entity.name}]"
    return ""
