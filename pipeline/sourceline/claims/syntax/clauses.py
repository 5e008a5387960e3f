"""Clauses over the UD parse: which tokens are predicates, and what governs them.

Follows PredPatt (White et al. 2016) in finding predicates by their relations; differs in giving one clause to a control
word with the verb under it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sourceline.claims.cue_rules import ControlRule
from sourceline.claims.lexicon import lexicon
from sourceline.nlp.dictionary import known_tags, may_be_participle
from sourceline.nlp.lemmas import known_lemmas
from sourceline.nlp.parsed import Token, once
from sourceline.nlp.repairs.tree import finite_of

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
GRAMMATICAL_SUBJECTS = SUBJECTS | {"expl"}
AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
SUBJECT_OR_AUXILIARY = SUBJECTS | AUXILIARIES
NEGATIONS = ("not", "n't", "n’t", "never")
CLAUSAL = frozenset({
    "ROOT", "ccomp", "xcomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "conj", "parataxis", "csubj", "list",
    "dislocated", "appos", "dep",
})  # fmt: skip
MISREAD = frozenset({"nsubj", "compound", "amod", "obl", "nmod"})  # what a headline's verb is taken for
PARTICLES = frozenset({"out", "off", "up", "down", "over", "on", "back", "aside", "away"})
RELATIVES = frozenset({"WDT", "WP", "WP$", "WRB"})
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
        outermost: the word that it hangs on the sentence by: the outermost control word, or the head.
    """

    head: Token
    kind: Kind
    governors: list[tuple[Token, ControlRule]] = field(default_factory=list)
    passive: bool = False
    rules: list[tuple[str, tuple[Token, ...]]] = field(default_factory=list)
    outermost: Token = field(init=False)

    def __post_init__(self) -> None:
        self.outermost = self.governors[0][0] if self.governors else self.head


@once
def copula_of(token: Token) -> Token | None:
    """Returns the copula of a content word that is a predicate."""
    copula = next((c for c in token.children if c.dep_ == "cop"), None)
    if copula is not None:
        aimed = any(c.tag_ == "TO" and c.i > copula.i for c in token.lefts)  # "is to be sold"
        verb = token.tag_ == "VB" or (aimed and token.tag_ == "VBN")  # "is due to meet" with "due to" as a preposition
        return None if verb else copula
    goes_on = any(c.lower_ == "being" and c.dep_ in ("aux", "aux:pass") for c in token.lefts)  # "was being prepared"
    state = token.tag_ == "VBN" and token.lemma_.lower() in lexicon().states and not goes_on  # "are not convinced"
    if (state or token.pos_ == "ADJ") and not any(c.dep_ == "obl:agent" for c in token.children):
        return next((c for c in token.children if c.dep_ in ("aux", "aux:pass") and c.lemma_ == "be"), None)
    return None


@once
def is_verbal(token: Token) -> bool:
    """Whether a token is a verb that heads a clause of its own."""
    if token.pos_ == "VERB" and token.tag_ in ("VBZ", "VBD", "VBP") and token.dep_ in MISREAD:
        return any(c.dep_ == "nsubj" and c.i < token.i for c in token.children)
    gerund = token.dep_ in ("obl", "nmod") and token.tag_ == "VBG" and any(c.dep_ == "obj" for c in token.children)
    if (token.dep_ not in CLAUSAL and not gerund) or not token.text.lstrip("'’")[:1].isalpha():
        return False
    has_subject = any(c.dep_ in GRAMMATICAL_SUBJECTS for c in token.children)
    if token.dep_ == "acl" and token.head.i == token.i - 2 and token.nbor(-1).tag_ == "HYPH":
        return False  # "its data-collecting and reporting rules"
    if token.tag_ in ("VBZ", "VBN", "VBG") and not any(t.startswith("VB") for t in known_tags(token.lower_) or ("VB",)):
        return False  # "Exclusive by our reporter"
    if token.tag_ == "MD":
        return False  # "and neither will the others": what they will do is not repeated
    if token.tag_.startswith("VB") and (token.pos_ == "VERB" or (has_subject and token.pos_ != "AUX")):
        return True
    if is_misread_verb(token):
        return True
    if token.pos_ == "VERB":
        return False
    return token.pos_ == "AUX" and copula_of(token) is None and has_subject


def is_misread_verb(token: Token) -> bool:
    """Whether what is tagged a noun is a verb: it has subject and object, or plans to do something."""
    if token.tag_ not in ("NN", "NNS", "JJ") or any(c.dep_ in ("cop", "nmod:poss") for c in token.children):
        return False
    if any(c.tag_ == "MD" for c in token.children):  # "costs will total $3 million"
        return any(c.dep_ == "nsubj" for c in token.children)
    following = token.doc[token.i + 1 : token.i + 2].text.lower()
    name = next((c for c in token.lefts if c.i == token.i - 1 and c.pos_ in ("NOUN", "PROPN")), None)
    if token.tag_ == "NNS" and token.dep_ == "ROOT" and name is not None and following == "to":
        return token.lemma_.lower() in lexicon().control and any(c.dep_ == "acl" for c in token.rights)
    subject = next((c for c in token.children if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN", "PRON")), None)
    agrees = subject is not None and (subject.tag_ in ("NNS", "NNPS")) != (token.tag_ == "NNS")
    return agrees and any(c.dep_ in ("obj", "ccomp", "xcomp") for c in token.children)


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS for c in verb.children)


def is_predicate(token: Token) -> bool:
    """Whether a token heads a clause: a verb, or a content word with a copula."""
    may_be = token.dep_ in CLAUSAL or token.pos_ == "VERB" or token.tag_ == "VBG"
    return may_be and _heads_clause(token)


@once
def _heads_clause(token: Token) -> bool:
    if copula_of(token) is not None:
        return token.dep_ in CLAUSAL
    return is_verbal(token) and not is_prepositional(token)


def is_prepositional(token: Token) -> bool:
    """Whether a participle without subject is a preposition ("compared with May") or only names ("named Ana")."""
    if token.tag_ not in ("VBG", "VBN") or token.dep_ not in ("acl", "advcl", "parataxis"):
        return False
    if token.dep_ == "acl" and token.tag_ == "VBN" and token.lemma_.lower() in lexicon().naming:
        return True
    if token.tag_ == "VBN" and marker_of(token) == "than" and not has_subject(token):
        return True  # "sooner than expected"
    rules = lexicon().prepositional.get(token.lemma_.lower(), ())
    anywhere = token.tag_ == "VBG" and any(r.anywhere for r in rules)
    set_off = token.i == token.sent.start or token.doc[token.i - 1].is_punct or token.dep_ == "advcl"
    finite = any(c.dep_ in SUBJECT_OR_AUXILIARY for c in token.children)
    return bool(rules) and (anywhere or set_off) and not finite and not marker_of(token)  # not "accused of giving it"


def open_relative(verb: Token) -> tuple[Token, Token] | None:
    """Undoes a common misreading of a relative clause without pronoun: "a deal the ministry struck".

    The parser takes the second noun for an apposition and the verb for its participle; but an apposition is set off by
    a comma, and here a determiner follows the first noun directly.

    Returns:
        The verb's object (the first noun) and subject (the second), or None.
    """
    subject = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD"):
        return None
    if subject.i != verb.i - 1 or subject.dep_ not in ("appos", "nmod", "dep"):
        return None
    first = subject.left_edge
    if first.i == 0 or first.pos_ not in ("DET", "PRON"):
        return None
    if any(c.dep_ in AUXILIARIES or c.dep_ in ("obj", "obl:agent") for c in verb.children):
        return None
    noun = first.nbor(-1)
    return (noun, subject) if noun.pos_ == "NOUN" and noun.i in (subject.head.i, first.i - 1) else None


def after_fronted_relative(verb: Token) -> Token | None:
    """Finds the subject of a relative clause that opens with a preposition, where the parser hung it elsewhere.

    In "a deal under which 100 migrants were sent", the first noun after "which" is the subject of the next finite verb.
    """
    if any(c.dep_ == "cc" for c in verb.children) or verb.dep_ not in ("conj", "acl:relcl", "advcl", "parataxis"):
        return None
    if verb.tag_ == "VBG" and not any(c.dep_ in AUXILIARIES for c in verb.lefts):
        return None  # "protests, during which two died, saying ..."
    doc, start = verb.doc, verb.sent.start
    which = next((doc[i] for i in range(verb.i - 1, start, -1) if doc[i].tag_ in ("WDT", "WP")), None)
    if which is None or which.nbor(-1).pos_ != "ADP" or which.head.i == verb.i:
        return None
    between = doc[which.i + 1 : verb.i]
    if any(t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP") for t in between):
        return None
    nouns = [t for t in between if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("compound", "flat", "nmod:poss")]
    return nouns[0] if nouns else None


@once
def is_passive(token: Token) -> bool:
    """Whether a verb's subject undergoes it: by its auxiliary, its subject, or as a participle after a noun."""
    if token.tag_ not in ("VBN", "VBD") or open_relative(token) is not None:
        return False
    deps = {c.dep_ for c in token.children}
    perfect = "aux:pass" not in deps and any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.children)
    if deps & {"aux:pass", "nsubj:pass"} or ("obl:agent" in deps and token.tag_ == "VBN" and not perfect):
        return True
    result = any(c.dep_ in ("xcomp", "advmod") and c.tag_ == "JJ" and c.i == token.i + 1 for c in token.children)
    if token.dep_ == "acl" and result and "obj" not in deps and token.head.dep_ != "ROOT":
        return True  # "people left homeless"
    if token.dep_ == "advcl" and marker_of(token) == "with" and not deps & {"aux", "obj"}:
        return True  # "with half of the votes counted"
    called = token.tag_ == "VBN" and token.lemma_.lower() in lexicon().calling and not deps & {"aux", "obj", "ccomp"}
    if called and any(c.dep_ == "xcomp" for c in token.rights):
        return True  # "those deemed hostile"
    if deps & {"aux", "nsubj"} or token.tag_ == "VBD":
        return False
    if token.dep_ == "conj" and is_verbal(token.head):
        return is_passive(token.head)
    if token.dep_ == "conj" and copula_of(token.head) is not None:
        return "obj" not in deps  # "are missing and feared dead"
    return token.dep_ in ("acl", "advcl", "xcomp", "ccomp", "ROOT", "parataxis") and "obj" not in deps


@once
def mark_of(token: Token) -> Token | None:
    """Returns the subordinator of a clause, or the preposition of a phrase or gerund."""
    return next((c for c in token.lefts if c.dep_ in ("mark", "case")), None)


@once
def there_of(verb: Token) -> Token | None:
    """The "there" of a sentence that says what there is."""
    return next((c for c in verb.children if c.dep_ == "expl" and c.lower_ == "there"), None)


@once
def marker_of(token: Token) -> str:
    """Returns the subordinator or preposition that opens a clause, in lower case ("to", "if"), or an empty string."""
    mark = mark_of(token)
    if mark is None:
        return ""
    if mark.tag_ == "TO" and mark.i > 0:
        before = mark.nbor(-1)  # "says it is to close": finite
        if before.head == token and before.lemma_ == "be" and before.tag_ in ("VBZ", "VBP", "VBD"):
            return ""
    return phrase_of(mark)


def phrase_of(function_word: Token) -> str:
    """Returns a function word with the fixed words that follow it: "because of"."""
    words = [function_word.lower_] + [c.lower_ for c in function_word.children if c.dep_ == "fixed"]
    return " ".join(words)


def verb_with_particle(verb: Token) -> str:
    """Returns the lemma of a verb with the particle after it, however the parser took that: "rule out"."""
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    particle = following is not None and following.lower_ in (
        "out",
        "off",
        "up",
        "down",
        "over",
        "on",
        "back",
        "aside",
        "away",
    )
    return f"{verb.lemma_.lower()} {following.lower_}" if particle and following is not None else verb.lemma_.lower()


@once
def verb_lemma(token: Token) -> str:
    """Returns the lemma of a verb, also of a participle that the tagger took for an adjective: "is forbidden to"."""
    lemma = token.lemma_.lower()
    if token.tag_ == "JJ" and token.lower_.endswith(("ed", "en")) and may_be_participle(token.lower_):
        return next(iter(known_lemmas(token.lower_, "VERB")), lemma)
    return lemma


def true_first(conjunct: Token) -> Token:
    """Returns the verb that a coordinated finite verb without subject continues, which may lie above its head.

    In "denied that it had lost and said ...", the past "said" continues "denied": after "had" it would be a participle
    like "lost". In "say the minister is slow and have urged ...", the number tells.
    """
    head = conjunct.head
    if head.dep_ != "ccomp" or has_subject(conjunct):
        return head
    perfect = head.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in head.children)
    past = conjunct.tag_ == "VBD" and conjunct.lemma_ != conjunct.lower_ and perfect and head.head.tag_ == "VBD"
    subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
    tells = any(r.attributes for r in lexicon().reporting.get(conjunct.lemma_.lower(), ()))
    tenses = [finite_of(v).tag_ for v in (head.head, head, conjunct)]
    past = past or (tells and tenses[0] == tenses[2] != tenses[1])  # "says it was a plot and denies any part in it"
    return head.head if past or (subject is not None and not agrees(subject, conjunct)) else head


def agrees(subject: Token, verb: Token) -> bool:
    """Whether a subject has the number of a finite verb, where both show one: not in "the minister have urged"."""
    finite = next((c for c in verb.children if c.dep_ in AUXILIARIES and c.tag_ in ("VBZ", "VBP", "VBD")), verb)
    if finite.lower_ in ("has", "is", "does", "was") or finite.tag_ == "VBZ":
        return subject.tag_ not in ("NNS", "NNPS")
    plural = finite.lower_ in ("have", "are", "do", "were") or finite.tag_ == "VBP"
    several = any(c.dep_ == "conj" for c in subject.children)
    return not plural or several or subject.tag_ != "NN" or subject.lower_ in lexicon().group_nouns
