"""All rules of claims, with look-ups by lemma."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from sourceline.claims.cue_rules import (
    AttitudeRule,
    ControlRule,
    EventNounRule,
    LightVerbRule,
    ModalityRule,
    PolarityRule,
    PredicateRule,
    PrepositionRule,
    ReportingRule,
    SubordinatorRule,
)
from sourceline.rules import Rule, WordListRule, load_rules

R = TypeVar("R", bound=Rule)


def _index(rules: Iterable[R], field: str) -> dict[str, tuple[R, ...]]:
    found: dict[str, list[R]] = defaultdict(list)
    for rule in rules:
        for word in getattr(rule, field):
            found[word].append(rule)
    return {word: tuple(entries) for word, entries in found.items()}


class Lexicon:
    """All cue rules, indexed. One instance a process; get it with `lexicon()`."""

    def __init__(self) -> None:
        reporting: tuple[ReportingRule, ...] = load_rules(ReportingRule, "cues/reporting")
        self.reporting = _index(reporting, "lemmas")
        self.causing = _index((r for r in reporting if r.causes), "lemmas")
        self.infinitive_verbs = _index((r for r in reporting if r.content or r.causes or not r.attributes), "lemmas")
        cues = (*reporting, *load_rules(AttitudeRule, "cues/attitudes"))
        self.cue_verbs = _index(cues, "lemmas")
        self.cue_nouns = _index(cues, "nouns")
        self.cue_adjectives = _index(cues, "adjectives")
        self.cue_marks = _index(cues, "marks")
        self.attributives = _index(cues, "attributives")
        self.reporting_prepositions = _index(reporting, "prepositions")
        self.hearsay_adverbs = _index(reporting, "adverbs")
        control: tuple[ControlRule, ...] = load_rules(ControlRule, "cues/control")
        self.control = _index(control, "words")
        modality: tuple[ModalityRule, ...] = load_rules(ModalityRule, "cues/modality")
        self.modal_aux = _index(modality, "aux")
        self.modal_adverbs = _index(modality, "adverbs")
        self.last_of_modal_adverbs = frozenset(words.split()[-1] for words in self.modal_adverbs)
        self.modal_markers = _index(modality, "markers")
        self.in_modal_markers = frozenset(word for words in self.modal_markers for word in words.split())
        self.modal_nouns = _index(modality, "nouns")
        self.modal_gerunds = _index(modality, "gerunds")
        self.modal_adjectives = _index(modality, "adjectives")
        self.modal_governors = _index(modality, "governors")
        self.hearsay_sources = _index(modality, "sources")
        self.modal_holders = _index(modality, "holders")
        polarity: tuple[PolarityRule, ...] = load_rules(PolarityRule, "cues/polarity")
        self.negative_words = _index(polarity, "words")
        self.last_of_negative = frozenset(words.split()[-1] for words in self.negative_words)
        self.negative_determiners = _index(polarity, "determiners")
        self.negative_markers = _index(polarity, "markers")
        self.in_negative_markers = frozenset(word for words in self.negative_markers for word in words.split())
        self.negative_governors = _index(polarity, "governors")
        self.negative_gerunds = _index(polarity, "gerund_governors")
        self.negative_phrases = _index(polarity, "phrases")
        self.negative_before_to = _index(polarity, "before_to")
        self.negation_raising = _index(polarity, "raising")
        self.undone = _index(polarity, "undone")
        self.undone_adjectives = _index(polarity, "adjectives")
        predicates: tuple[PredicateRule, ...] = load_rules(PredicateRule, "cues/predicates")
        self.prepositional = _index((r for r in predicates if r.kind == "preposition"), "lemmas")
        self.naming = _index((r for r in predicates if r.kind == "naming"), "lemmas")
        self.transfer = _index((r for r in predicates if r.kind == "transfer"), "lemmas")
        self.giving = _index((r for r in predicates if r.kind == "giving"), "lemmas")
        self.addressing = _index((r for r in predicates if r.kind == "addressing"), "lemmas")
        self.appealing = _index((r for r in predicates if r.kind == "appealing"), "lemmas")
        self.calling = _index((r for r in predicates if r.kind == "calling"), "lemmas")
        self.states = _index((r for r in predicates if r.kind == "state"), "lemmas")
        self.charging = _index((r for r in predicates if r.kind == "charging"), "lemmas")
        self.trying = _index((r for r in predicates if r.kind == "trying"), "lemmas")
        self.entering = _index((r for r in predicates if r.kind == "entering"), "lemmas")
        self.linking = _index((r for r in predicates if r.kind == "linking"), "lemmas")
        light_verbs: tuple[LightVerbRule, ...] = load_rules(LightVerbRule, "cues/light_verbs")
        self.light_verbs = _index(light_verbs, "verbs")
        self.light_nouns = _index(light_verbs, "nouns")
        event_nouns: tuple[EventNounRule, ...] = load_rules(EventNounRule, "cues/event_nouns")
        self.event_nouns = _index(event_nouns, "nouns")
        prepositions: tuple[PrepositionRule, ...] = load_rules(PrepositionRule, "roles/prepositions")
        self.prepositions = _index(prepositions, "prepositions")
        subordinators: tuple[SubordinatorRule, ...] = load_rules(SubordinatorRule, "roles/subordinators")
        self.subordinators = _index(subordinators, "markers")
        lists: tuple[WordListRule, ...] = load_rules(WordListRule, "words/claims", "words/attribution")
        words = {rule.id: rule.words for rule in lists}
        self.anonymous_sources = words["words.anonymous_source"]
        self.sentence_adverbs = words["words.sentence_adverb"]
        self.day_words = words["words.day"]
        self.adjunct_markers = words["words.adjunct_marker"]
        self.adjunct_nouns = words["words.adjunct_noun"]
        self.asserting = words["words.asserting"]
        self.concessive_markers = words["words.concessive_marker"]
        self.tallies = words["words.tally"]
        self.lengths = words["words.length"]
        self.nearness = words["words.nearness"]
        self.extent_verbs = words["words.extent_verb"]
        self.group_nouns = words["words.group_noun"]
        self.content_subordinators = words["words.content_subordinator"]
        self.voicing_verbs = words["words.voicing_verb"]
        self.documents = words["words.document"]
        self.speaking_roles = words["words.speaking_role"]
        self.genres = words["words.genre"]
        self.presupposing_markers = words["words.presupposing_marker"]
        self.plurals_of_people = words["words.plural_of_people"]
        self.judging_verbs = words["words.judging"]
        self.means = words["words.means"]
        self.charges = words["words.charge"]
        self.using = words["words.using"]
        self.resulting = words["words.resulting"]
        self.limiting = words["words.limiting"]
        self.habits = words["words.habit"]
        self.fitting = words["words.fitting"]
        self.scarce = words["words.scarce"]
        self.object_gerunds = words["words.object_gerund"]
        self.deeds = words["words.deed"]
        self.proving = words["words.proving"]
        self.aims = words["words.aim"]
        self.denying_phrases = words["words.denying_phrase"]
        self.demanding_verbs = words["words.demanding"]
        self.finding_verbs = words["words.finding"]
        self.arriving_verbs = words["words.arriving"]
        self.happening_verbs = words["words.happening"]
        self.asking_words = words["words.asking"]
        self.awaited_markers = words["words.awaited_marker"]
        self.comprising_verbs = words["words.comprising"]
        self.granting_time = words["words.granting_time"]
        self.indefinite = words["words.indefinite"]
        self.free_openers = words["words.free_opener"]
        self.imagining = words["words.imagining"]
        self.effort = words["words.effort"]
        self.regarding = words["words.regarding"]
        self.hinging_verbs = words["words.hinging"]
        self.coming_times = words["words.coming_time"]
        self.vehicles = words["words.travelling"]
        self.event_gerunds = words["words.event_gerund"]
        self.time_telling = words["words.time_telling"]
        self.bare_infinitives = words["words.bare_infinitive"]
        self.discourse_phrases = words["words.discourse_phrase"]
        self.elaborating = words["words.elaborating_preposition"]
        self.compounding = words["words.compounding_adverb"]
        self.directions = words["words.direction"]
        self.objectless = words["words.objectless"]
        self.moving_verbs = words["words.moving"]
        self.closing_verbs = words["words.closing"]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Returns the loaded lexicon."""
    return Lexicon()
