"""What definite descriptions stand for: "the company", "the Central American country", "this initiative".

A description is read with the first of its rules (`models/rules/entities/descriptions.toml`) that finds a candidate in
reach.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from sourceline.nlp.dictionary import known_tags
from sourceline.nlp.mentions.discourse import SUBJECTS, Discourse, Referent
from sourceline.nlp.parsed import Span, Token
from sourceline.nlp.people import is_somebody
from sourceline.rules import Rule, load_rules
from sourceline.schema.values import EntityLabel

OWN_NAMES = frozenset({"GPE", "ORG", "PERSON", "NORP"})
RESTRICTIONS = frozenset({"nmod:poss", "nmod", "appos", "flat", "acl:relcl", "acl"})


class DescriptionRule(Rule):
    """Head nouns of descriptions and what they can stand for; the rule file explains the fields."""

    heads: frozenset[str]
    labels: frozenset[EntityLabel] = frozenset()
    determiners: frozenset[str] = frozenset({"the", "this", "that"})
    barred: frozenset[str] = frozenset()
    reach: int | None = None
    same_head: bool = False
    titled: bool = False
    country: bool | None = None
    synonyms: bool = False
    laws: frozenset[str] = frozenset()


class RegionRule(Rule):
    """Adjectives for a part of the world, and the ISO 3166 codes of the countries there."""

    adjectives: tuple[str, ...]
    codes: frozenset[str]


@dataclass(frozen=True)
class Description:
    """A description: the ids of the rules that read it, and the referents that it can stand for, the latest first."""

    rules: tuple[str, ...]
    referents: tuple[Referent, ...]


class Descriptions:
    """Reads descriptions; see the module."""

    def __init__(self) -> None:
        self.rules: dict[str, list[DescriptionRule]] = defaultdict(list)
        for rule in load_rules(DescriptionRule, "entities/descriptions"):
            for noun in rule.heads:
                self.rules[noun].append(rule)
        self.regions = {words: rule for rule in load_rules(RegionRule, "entities/regions") for words in rule.adjectives}

    def read(self, token: Token, sentence: int, discourse: Discourse) -> Description | None:
        """Returns what the description that a token heads can stand for, or None if it heads none."""
        named = self.rules.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
        if named is None:
            return None
        determiner = next((c.lower_ for c in token.lefts if c.dep_ == "det"), "")
        rules = [r for r in named if determiner in r.determiners]
        if not rules or any(c.dep_ in RESTRICTIONS for c in token.children):
            return None
        span = discourse.phrase(token)
        region = self.region_of(span)
        if token.ent_type_ or (region is None and any(t.ent_type_ in OWN_NAMES for t in span)):
            return None  # it has a name of its own: "the Kenyan government"
        plural = "Plur" in token.morph.get("Number", [])
        compound = any(c.dep_ == "compound" and c.i not in discourse.timed for c in token.lefts)
        for rule in rules:
            if not rule.synonyms and (plural or (compound and region is None)):
                continue  # "the companies", "the control group": not what one name is
            if is_any_holder(token, rule):
                break
            known = (
                discourse.before(token, sentence, rule.reach or 0) if rule.synonyms else discourse.named_before(token)
            )
            before = [r for r in known if fits(r, rule, token) and not acts_on(r, token)]
            if rule.country and region is not None:
                before = [r for r in before if country_code(r) in region.codes]
            found = [r for r in before if rule.reach is None or r.latest.sentence >= sentence - rule.reach]
            found = [r for r in found if not employs_speaker(r, token)]
            body = rule.labels == {"ORG"} and not rule.synonyms
            if found and body and is_unnamed_before(token, found, discourse):
                return None  # "the central bank ... the bank": no bank with a name
            if found:
                found.sort(key=lambda r: -r.latest.head.i)
                if rule.same_head:  # the bank that a text is about is the one it names most
                    found.sort(key=lambda r: -len(r.mentions))
                most = max(before, key=lambda r: len(r.mentions))
                if len(found) == 1 and not rule.synonyms and len(most.mentions) > len(found[0].mentions):
                    found.append(most)
                return Description((rule.id, *([region.id] if region is not None else [])), tuple(found))
        return Description((rules[-1].id,), ())

    def region_of(self, span: Span) -> RegionRule | None:
        """Returns the part of the world that a description names: "the Central American country"."""
        return self.regions.get(span[1:-1].text)


def is_any_holder(token: Token, rule: DescriptionRule) -> bool:
    """Whether a law speaks of whoever holds an office: "The act lets the president deport foreigners"."""
    verb = token.head
    if verb.tag_ not in ("VBZ", "VBP") or token.dep_ not in ("obj", "iobj", "obl", "nsubj"):
        return False
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    if verb.dep_ == "acl:relcl" and any(c.tag_ == "WDT" for c in subjects):
        subjects = [verb.head]
    return any(c.lemma_.lower() in rule.laws for c in subjects)


def fits(referent: Referent, rule: DescriptionRule, token: Token) -> bool:
    """Whether a rule lets a description with this head stand for a referent."""
    if rule.synonyms:
        same_number = referent.latest.head.morph.get("Number", []) == token.morph.get("Number", [])
        return (
            not referent.label and same_number and any(m.head.lemma_.lower() in rule.heads for m in referent.mentions)
        )
    if referent.label not in rule.labels or (
        rule.country is not None and (country_code(referent) != "") != rule.country
    ):
        return False
    names = [m.span for m in referent.mentions if m.form == "name"]
    if all(len(name) == 1 and "NNS" in known_tags(name[0].lower_) for name in names):
        return False  # "Dockworkers", a capital of the sentence
    if rule.same_head:
        return any(named_after(name, token.lower_) for name in names)
    if rule.titled:
        return any(has_title(name, token.lemma_.lower()) for name in names)
    return not any(word in rule.barred for name in names for word in name.text.split())


def employs_speaker(referent: Referent, token: Token) -> bool:
    """Whether a referent only tells where somebody is who speaks: "an analyst at Norvent said. The company ..."."""
    name = referent.latest.head
    speaker = name.head
    if referent.label != "ORG" or name.dep_ != "nmod":
        return False
    works_there = len(referent.mentions) == 1 and any(c.lower_ == "at" for c in name.lefts) and is_somebody(speaker)
    return works_there or (speaker.dep_ in SUBJECTS and speaker.head.is_ancestor(token))


def is_unnamed_before(token: Token, found: list[Referent], discourse: Discourse) -> bool:
    """Whether a noun was told apart before without a name, and none of the names has the noun: "the central bank"."""
    noun = token.lower_
    if any(word.lower_ == noun for r in found for m in r.mentions for word in m.span):
        return False
    before = (m.head for r in discourse.by_noun.get(noun, ()) if not r.label for m in r.mentions if m.head.i < token.i)
    return any(c.dep_ in ("amod", "compound") for head in before for c in head.lefts)


def named_after(name: Span, noun: str) -> bool:
    """Whether a noun is the last word of a name or stands before its "of": "Bank of Norvent"."""
    before = (one.lower_ for one, following in pairwise(name) if following.lower_ == "of")
    return name[-1].lower_ == noun or noun in before


def acts_on(referent: Referent, token: Token) -> bool:
    """Whether a referent does what a description undergoes: "Unison sued the regulator"."""
    subject = referent.latest.head
    return token.dep_ in ("obj", "iobj", "obl") and subject.head == token.head and referent.latest.role == "subject"


def has_title(name: Span, title: str) -> bool:
    """Whether a name is introduced with a title: "President Trump", "Ana Duarte, the mayor"."""
    around = [t for t in name.doc[max(0, name.start - 2) : name.start] if not t.is_punct]
    return any(t.lemma_.lower() == title or t.lower_ == title for t in around) or any(
        c.dep_ in ("appos", "nmod:desc", "compound") and c.lemma_.lower() == title for c in name.root.children
    )


def country_code(referent: Referent) -> str:
    """Returns the ISO 3166 code of a country, or "" for what is none."""
    name = referent.antecedent
    known = name._.entity if name is not None else None
    return known.ids.get("iso3166", "") if known is not None and referent.label == "GPE" else ""
