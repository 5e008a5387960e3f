"""Negations over a proposition: of its verb group, of its arguments, of the word that governs it."""

from __future__ import annotations

from collections.abc import Iterator

from sourceline.claims.clauses import copula_of, is_predicate, marker_of, verb_with_particle
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import Proposition
from sourceline.claims.spans import word
from sourceline.nlp.parsed import Span, Token

NOT = "polarity.not"
ONLY = ("only", "just")
Negation = tuple[Span, str]


def negations(proposition: Proposition) -> list[Negation]:
    """Returns the words that negate a proposition, each with the id of its rule; two of them cancel out."""
    found = [
        *group_negations(proposition),
        *argument_negations(proposition),
        *governing_negations(proposition),
    ]
    return found or list(shared_negations(proposition.head))


def group_negations(proposition: Proposition) -> Iterator[Negation]:
    """Finds "not", "never", "without" and the like beside the predicate, its copula and its control words."""
    lex = lexicon()
    for token in proposition.verb_group:
        for child in token.children:
            text = child.lower_
            if child.dep_ in ("advmod", "cc:preconj", "cc", "det", "discourse") and text in lex.negative_words:
                rule = lex.negative_words[text][0]
                misplaced = rule.except_verbs and (child.i > token.i or child.nbor(1).pos_ == "ADV")
                other = token.lemma_.lower() in rule.except_verbs or misplaced
                if not other and (child.dep_ != "advmod" or not only_modifies(child, *ONLY)):
                    yield word(child), rule.id
            elif text in lex.negative_before_to and child.dep_ == "advmod" and is_before_to(child):
                yield word(child), lex.negative_before_to[text][0].id
            elif (
                child.dep_ in ("advmod", "amod") and text == "longer" and child.i > 0 and child.nbor(-1).lower_ == "no"
            ):
                yield child.doc[child.i - 1 : child.i + 1], NOT
            elif child.dep_ in ("mark", "case") and token == proposition.clause.outermost:
                before = child.nbor(-1).lower_ if child.i > token.sent.start else ""
                marker = marker_of(token)
                for negative in (
                    lex.negative_markers.get(marker) or lex.negative_markers.get(f"{before} {marker}", ())
                )[:1]:
                    yield word(child), negative.id
    yield from phrase_negations(proposition)
    copula = copula_of(proposition.head)
    following = copula.nbor(1) if copula is not None and copula.i + 1 < len(copula.doc) else None
    # "are not as far along": the parser hangs "not" on the comparison
    if following is not None and following.head.i != proposition.head.i and not only_modifies(following, *ONLY):
        for rule in lex.negative_words.get(following.lower_, ())[:1]:
            yield word(following), rule.id


def phrase_negations(proposition: Proposition) -> Iterator[Negation]:
    """Finds "at no time" and "in no way" under the predicate, its auxiliary, or right before it."""
    head = proposition.head
    near = [c for verb in (head, *(c for c in head.children if c.dep_ == "aux")) for c in verb.children]
    near += [head.nbor(-1)] if head.i > head.sent.start else []
    for noun in dict.fromkeys(t for t in near if t.pos_ == "NOUN"):
        rules = lexicon().negative_phrases.get(noun.lower_, ())
        if rules and any(c.lower_ == "no" for c in noun.lefts) and any(c.dep_ == "case" for c in noun.lefts):
            yield word(noun), rules[0].id


def argument_negations(proposition: Proposition) -> Iterator[Negation]:
    """Finds arguments that name nothing or nobody: "no bank", "nobody"."""
    lex = lexicon()
    for argument in proposition.arguments:
        head = argument.head
        if argument.role not in ("agent", "theme", "recipient", "attribute") or argument.clause is not None:
            continue
        if head.head not in proposition.verb_group and head != proposition.head:
            continue  # borrowed from another clause, whose negation is its own
        determiner = next((t for t in head.lefts if negates_phrase(t)), None)
        if determiner is None:  # "not a single bank", "hardly any bank"
            determiner = next(
                (t for c in head.lefts for t in c.lefts if c.dep_ in ("det", "nummod") and negates_phrase(t)), None
            )
        if determiner is not None and (determiner.i >= argument.span.start or determiner.dep_ == "cc:preconj"):
            yield word(determiner), lex.negative_determiners[determiner.lower_][0].id
        elif (
            head.lower_ in lex.negative_words
            and not lex.negative_words[head.lower_][0].except_verbs
            and head.pos_ in ("PRON", "NOUN", "DET")
        ):
            yield word(head), lex.negative_words[head.lower_][0].id


def is_before_to(adverb: Token) -> bool:
    """Whether an adverb stands before an infinitive: "has yet to rule"."""
    return adverb.i + 1 < len(adverb.doc) and adverb.nbor(1).tag_ == "TO"


def negates_phrase(token: Token, alone: bool = False) -> bool:
    """Whether a word before a noun, or alone, makes a phrase name nothing: "no bank", "few banks", "little of it"."""
    beside = token.dep_ in ("det", "advmod", "amod", "cc:preconj")
    if token.lower_ not in lexicon().negative_determiners or not (beside or alone):
        return False
    if alone:
        return token.lower_ in ("few", "little") and not any(c.lower_ in ("a", "the") for c in token.lefts)
    following = token.nbor(1)
    if token.lower_ in ("hardly", "scarcely"):
        return following.lower_ in ("any", "anyone", "anybody", "anything")
    if token.lower_ == "not":
        single = following.i + 1 < len(token.doc) and following.nbor(1).lower_ == "single"
        return following.lower_ == "one" or (following.lower_ == "a" and single)
    return token.lower_ not in ("few", "little") or not any(c.lower_ in ("a", "the") for c in token.head.lefts)


def governing_negations(proposition: Proposition) -> Iterator[Negation]:
    """Finds what denies its content: a negative control word ("fails to pass"), a verb or noun of refusal."""
    for governor, rule in proposition.clause.governors:
        if rule.polarity == "negative":
            yield word(governor), rule.id
    lex, outer = lexicon(), proposition.clause.outermost
    governor = outer.head
    if governor.i > outer.i:
        return
    lemma, marker = verb_with_particle(governor), marker_of(outer)
    refusals = lex.negative_governors.get(lemma) or lex.negative_governors.get(governor.lemma_.lower(), ())
    phrasal = outer.dep_ in ("advcl", "acl") and outer.tag_ == "VBG" and lemma != governor.lemma_
    parted = outer.dep_ == "advcl" and marker == "to" and governor.pos_ == "VERB"  # "refused in May to meet"
    by_verb = phrasal or parted or outer.dep_ in ("xcomp", "ccomp", "csubj")
    if refusals and (by_verb or (outer.dep_ == "acl" and governor.pos_ == "NOUN")):
        yield word(governor), refusals[0].id
        yield from own_negations(governor)
    kept = governor if outer.dep_ != "acl" else governor.head  # "kept the ferry from docking"
    gerund = f"{kept.lemma_.lower()} {marker}" if outer.tag_ == "VBG" else ""
    if gerund in lex.negative_gerunds:
        yield word(kept), lex.negative_gerunds[gerund][0].id
        yield from own_negations(kept)
    if outer.dep_ in ("xcomp", "ccomp") and lemma in lex.negation_raising:
        yield from ((words, lex.negation_raising[lemma][0].id) for words, _ in own_negations(governor))
    if (
        outer.dep_ == "acl"
        and governor.lemma_.lower() in lex.modal_nouns
        and verb_with_particle(governor.head) in lex.undone
    ):
        yield word(governor.head), lex.undone[verb_with_particle(governor.head)][0].id


def own_negations(verb: Token) -> Iterator[Negation]:
    """Finds "not" beside a verb that governs the proposition: "could not prevent", "does not want"."""
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in ("not", "n't", "n’t", "never"):
            yield word(child), NOT


def shared_negations(head: Token) -> Iterator[Negation]:
    """Finds the negation that a verb after "or" shares with the first: "did not call or write"."""
    alternative = any(c.dep_ == "cc" and c.lower_ in ("or", "nor") for c in head.children)
    if head.dep_ == "conj" and alternative and is_predicate(head.head):
        for child in head.head.children:
            if child.dep_ == "advmod" and child.lower_ in ("not", "n't", "never"):
                yield word(child), NOT


def only_modifies(negation: Token, *followers: str) -> bool:
    """Whether "not" belongs to "not only" and the like."""
    following = negation.nbor(1) if negation.i + 1 < len(negation.doc) else None
    return following is not None and following.lower_ in followers
