"""Clauses over the UD parse: which tokens are predicates, what governs them, and who their subject is.

Follows PredPatt (White et al. 2016) in resolving relative pronouns, sharing arguments among conjuncts and borrowing the subject
of a controlled clause; differs in giving one proposition per predicate with optional roles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from sourceline.claims.lexicon import ControlRule, lexicon

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
CLAUSAL = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "conj", "parataxis", "csubj", "list", "dislocated", "appos", "dep"})
RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
BARE_FORMS = frozenset({"VB", "VBG", "VBN"})
OBJECT_CONTROL = frozenset({"to", "of", "for", "from"})
Kind = Literal["verb", "copula", "noun"]


@dataclass
class Clause:
    """A predicate with what its grammar says of it.

    Attributes:
        head: the content word: verb, or the adjective or noun after a copula.
        kind: what sort of predicate it is.
        governors: control words merged into it, outermost first, with their rules.
        passive: whether its subject undergoes it.
        rules: ids and tokens of the clause rules that applied.
    """

    head: Token
    kind: Kind
    governors: list[tuple[Token, ControlRule]] = field(default_factory=list)
    passive: bool = False
    rules: list[tuple[str, tuple[Token, ...]]] = field(default_factory=list)

    @property
    def outermost(self) -> Token:
        """The word that the clause hangs on the sentence by: the outermost control word, or the head."""
        return self.governors[0][0] if self.governors else self.head


def copula_of(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ == "cop"), None)


def is_verbal(token: Token) -> bool:
    """Whether a token is a verb that heads a clause of its own."""
    gerund = token.dep_ in ("obl", "nmod") and token.tag_ == "VBG" and any(c.dep_ == "obj" for c in token.children)
    if (token.dep_ not in CLAUSAL and not gerund) or not token.text[:1].isalpha():
        return False
    if token.pos_ == "VERB":
        return token.tag_.startswith("VB")
    return token.pos_ == "AUX" and copula_of(token) is None and any(c.dep_ in SUBJECTS | {"expl"} for c in token.children)


def is_predicate(token: Token) -> bool:
    """Whether a token heads a clause: a verb, or a content word with a copula."""
    if copula_of(token) is not None:
        return token.dep_ in CLAUSAL
    return is_verbal(token) and not is_prepositional(token)


def is_prepositional(token: Token) -> bool:
    """Whether a participle without subject works as a preposition ("excluding oil", "compared with May") or only names ("named Ana")."""
    if token.tag_ not in ("VBG", "VBN") or token.dep_ not in ("acl", "advcl", "parataxis"):
        return False
    if token.dep_ == "acl" and token.tag_ == "VBN" and token.lemma_.lower() in lexicon().naming:
        return True
    rules = lexicon().prepositional.get(token.lemma_.lower(), ())
    set_off = any(r.anywhere for r in rules) and token.tag_ == "VBG" or token.i == token.sent.start or token.doc[token.i - 1].is_punct or token.dep_ == "advcl"
    return bool(rules) and set_off and not any(c.dep_ in SUBJECTS | AUXILIARIES for c in token.children)


def open_relative(verb: Token) -> tuple[Token, Token] | None:
    """Undoes a common misreading of a relative clause without pronoun: "a deal the ministry struck".

    The parser takes the second noun for an apposition and the verb for its participle; but an apposition is set off by a comma, and
    here a determiner follows the first noun directly.

    Returns:
        The verb's object (the first noun) and subject (the second), or None.
    """
    subject = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or subject.i != verb.i - 1 or subject.dep_ not in ("appos", "nmod", "dep"):
        return None
    first = subject.left_edge
    if first.pos_ not in ("DET", "PRON") or first.i == 0 or any(c.dep_ in AUXILIARIES | {"obj", "obl:agent"} for c in verb.children):
        return None
    noun = first.nbor(-1)
    return (noun, subject) if noun.pos_ == "NOUN" and noun.i in (subject.head.i, first.i - 1) else None


def is_passive(token: Token) -> bool:
    """Whether a verb's subject undergoes it: by its auxiliary, its subject, or as a participle after a noun."""
    if token.tag_ not in ("VBN", "VBD") or open_relative(token) is not None:
        return False
    deps = {c.dep_ for c in token.children}
    if deps & {"aux:pass", "nsubj:pass", "obl:agent"}:
        return True
    if deps & {"aux", "nsubj"} or token.tag_ == "VBD":
        return False
    if token.dep_ == "conj" and is_verbal(token.head):
        return is_passive(token.head)
    return token.dep_ in ("acl", "advcl", "xcomp", "ccomp", "ROOT", "parataxis") and "obj" not in deps


def relative_noun(token: Token) -> Token | None:
    """Returns the noun that a relative pronoun stands for."""
    if token.tag_ not in RELATIVES and token.lower_ != "that":
        return None
    if token.lower_ in ("what", "whatever", "whoever"):
        return None
    clause = next((a for a in token.ancestors if a.dep_ in ("acl:relcl", "acl") and a.head.i < token.i), None)
    if clause is not None and clause.i >= token.i:
        return clause.head
    if token.tag_ not in ("WDT", "WP") or token.lower_ == "that" or token.i == token.sent.start:
        return None
    before = token.doc[token.i - 1]  # the parser has hung the clause elsewhere: the noun that stands right before it
    while before.i > token.sent.start and (before.is_punct or before.dep_ == "case"):
        before = before.nbor(-1)
    while before.dep_ == "flat":
        before = before.head
    is_noun = before.pos_ in ("NOUN", "PROPN") or before.lower_ in ("those", "anyone", "everyone", "someone")
    return before if is_noun and before.i < token.i else None


def marker_of(token: Token) -> str:
    """Returns the lower-cased subordinator or preposition that opens a clause ("to", "if", "on"), or an empty string."""
    marks = [c for c in token.lefts if c.dep_ in ("mark", "case")]
    return phrase_of(marks[0]) if marks else ""


def phrase_of(function_word: Token) -> str:
    """Returns a function word with the fixed words that follow it: "because of"."""
    words = [function_word.lower_] + [c.lower_ for c in function_word.children if c.dep_ == "fixed"]
    return " ".join(words)


def control_rule(governor: Token, inner: Token) -> ControlRule | None:
    """Returns the rule by which a governor only colours an inner predicate, or None where it is a claim of its own."""
    own_subject = any(c.dep_ in SUBJECTS for c in inner.children)
    other_object = any(c.dep_ in ("obj", "iobj") for c in governor.children)
    passive = is_passive(governor)
    marker = marker_of(inner)
    for rule in lexicon().control.get(governor.lemma_.lower(), ()):
        if own_subject or (other_object and not passive):
            continue
        if rule.passive is not None and rule.passive != passive or rule.tag not in (None, governor.tag_):
            continue
        if rule.marker is not None and marker != rule.marker:
            continue
        if rule.marker is None and marker not in ("to", "") or (rule.marker is None and inner.dep_ in ("advcl", "obl") and marker != "to"):
            continue
        if rule.marker is None and inner.dep_ == "advcl" and governor.pos_ == "VERB" and not governor_needs_clause(governor):
            continue
        if rule.modality == "planned" and governor.lemma_ == "expect" and not passive:
            continue
        return rule
    return None


def governor_needs_clause(governor: Token) -> bool:
    """Whether a verb has neither object nor oblique, so that an infinitive after it is its complement, not a purpose."""
    return not any(c.dep_ in ("obj", "obl") and c.i > governor.i for c in governor.children)


def inner_of(governor: Token) -> tuple[Token, ControlRule] | None:
    """Returns the predicate that a control word governs, with the rule."""
    for child in governor.children:
        if child.dep_ in ("xcomp", "advcl", "ccomp", "obl") and child.i > governor.i and (is_predicate(child) or is_verbal(child)):
            rule = control_rule(governor, child)
            if rule is not None:
                return child, rule
    return None


def find_clauses(tokens: list[Token]) -> list[Clause]:
    """Finds the clauses among the tokens of a sentence; a control word and its inner predicate make one."""
    clauses: list[Clause] = []
    merged: dict[int, list[tuple[Token, ControlRule]]] = {}
    for token in tokens:
        if not is_predicate(token):
            continue
        inner = inner_of(token)
        if inner is not None:
            merged[inner[0].i] = [*merged.pop(token.i, []), (token, inner[1])]
            for conjunct in inner[0].children:
                if conjunct.dep_ == "conj" and is_predicate(conjunct) and not any(c.dep_ in SUBJECTS for c in conjunct.children):
                    merged[conjunct.i] = list(merged[inner[0].i])
    governors = {governor.i for chain in merged.values() for governor, _ in chain}
    for token in tokens:
        if token.i in governors or not is_predicate(token):
            continue
        kind: Kind = "copula" if copula_of(token) is not None else "verb"
        clause = Clause(token, kind, merged.get(token.i, []), passive=kind == "verb" and is_passive(token))
        clauses.append(clause)
    return clauses


def subject_of(token: Token, depth: int = 0) -> tuple[Token, str] | None:
    """Finds the subject of a predicate, borrowed where the clause has none of its own.

    Returns:
        The head of the subject phrase and the id of the rule that found it, or None.
    """
    own = next((c for c in token.children if c.dep_ in SUBJECTS and c.dep_ != "csubj"), None)
    if own is not None:
        antecedent = relative_noun(own)
        return (antecedent, "clause.relative") if antecedent is not None else (own, "clause.subject")
    if any(c.dep_ in ("csubj", "expl") for c in token.children) or depth > 6:
        return None
    head = token.head
    if token.dep_ == "conj" and is_predicate(head):
        shared = subject_of(head, depth + 1)
        return (shared[0], "clause.coordination") if shared else None
    if token.dep_ == "xcomp":
        controller = next((c for c in head.children if c.dep_ in ("obj", "iobj")), None)
        if controller is not None and controller.i < token.i and head.lemma_ not in ("promise", "threaten"):
            return (relative_noun(controller) or controller), "clause.control.object"
        shared = subject_of(head, depth + 1)
        return (shared[0], "clause.control.subject") if shared else None
    if token.dep_ == "acl" and token.tag_ in ("VBG", "VBN") and not marker_of(token):
        return head, "clause.relative.open" if open_relative(token) else "clause.participle"
    if token.dep_ == "acl" and head.dep_ == "obj" and blamed_clause(head.head, head) == token:
        return head, "clause.control.object"
    if token.dep_ == "acl" and head.dep_ == "ROOT" and marker_of(token) == "to" and head.pos_ in ("NOUN", "PROPN"):
        return head, "clause.headline_infinitive"
    if token.dep_ == "advcl" and marker_of(token) in OBJECT_CONTROL and token.tag_ in BARE_FORMS:
        controller = controlling_object(head, token)
        if controller is not None:
            return (relative_noun(controller) or controller), "clause.control.object"
    if token.dep_ in ("advcl", "ccomp") and is_predicate(head) and token.tag_ in BARE_FORMS and not has_finite_aux(token):
        shared = subject_of(head, depth + 1)
        if shared and not (is_passive(head) and marker_of(token) == "to"):
            return shared[0], "clause.adverbial"
    return None


def controlling_object(verb: Token, clause: Token) -> Token | None:
    """Returns the object that is the subject of the clause after it: "accuse them of lying", "urge them to pay"."""
    rules = lexicon().reporting.get(verb.lemma_.lower(), ())
    marker = marker_of(clause)
    if not any(marker in (r.markers or ("to",)) for r in rules):
        return None
    objects = [c for c in verb.children if c.dep_ in ("obj", "iobj", "nsubj:pass") and c.i < clause.i]
    return next((o for o in objects if (o.dep_ == "nsubj:pass") == is_passive(verb)), None)


def blamed_clause(verb: Token, thing: Token) -> Token | None:
    """Returns the gerund that a verb of blame or praise takes as content where the parser hung it on the object: "accused the firm of hiding"."""
    rules = lexicon().reporting.get(verb.lemma_.lower(), ())
    markers = {m for r in rules for m in r.markers}
    return next((c for c in thing.children if c.dep_ == "acl" and c.tag_ == "VBG" and marker_of(c) in markers), None)


def has_finite_aux(token: Token) -> bool:
    return any(c.dep_ in AUXILIARIES and "Fin" in c.morph.get("VerbForm") for c in token.children)
