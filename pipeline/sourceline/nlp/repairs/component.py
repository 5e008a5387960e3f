"""`sourceline_repair`: puts right what the parser often gets wrong in news, where grammar leaves no doubt.

A small parser takes a verb for a plural noun ("a firm plans to sell"), a main verb for a participle ("The firm, which
fell in May, denied ..."), and a weekday after a town for a part of its name. Each repair asks for a shape that no
right parse has, such as an article on a verb; it changes the tree alone, so all that comes after profits.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy import tokens
from spacy.language import Language

from sourceline.nlp.parsed import Doc, Span
from sourceline.nlp.repairs import (
    attachment,
    auxiliaries,
    clauses,
    complements,
    cues,
    gerunds,
    hidden,
    levels,
    lost_verbs,
    particles,
    phrases,
    verbs,
)

REPAIRS: tuple[Callable[[Span], None], ...] = (
    auxiliaries.subject_on_auxiliary,
    attachment.preposition_on_modifier,
    attachment.preposition_fixed_on_particle,
    attachment.subject_within_phrase,
    attachment.absolute_after_with,
    attachment.absolute_read_as_sentence,
    attachment.participle_after_for,
    attachment.conjunct_read_as_argument,
    attachment.compound_preposition,
    attachment.participles_in_a_row,
    attachment.participle_after_person,
    attachment.count_on_place,
    attachment.gerund_read_as_phrase,
    attachment.gerund_on_object,
    attachment.subject_read_as_apposition,
    attachment.age_on_verb,
    attachment.conjunct_on_cue,
    particles.for_read_as_mark,
    particles.plural_with_subject,
    particles.particle_read_as_preposition,
    particles.way_on_object,
    particles.as_on_object,
    particles.object_of_adjective,
    particles.each_after_object,
    particles.attribute_read_as_object,
    particles.noun_before_participle,
    lost_verbs.gerund_with_owner,
    particles.phrase_on_object,
    particles.agent_on_noun,
    particles.price_on_participle,
    particles.adjective_after_noun,
    particles.there_read_as_expletive,
    particles.state_after_object,
    particles.sure_after_make,
    particles.how_on_noun,
    complements.when_on_count,
    particles.age_as_predicate,
    particles.person_before_post,
    particles.whether_after_preposition,
    lost_verbs.participle_as_subject,
    verbs.noun_read_as_verb,
    gerunds.gerund_with_object,
    gerunds.gerund_as_subject,
    gerunds.gerund_after_from,
    gerunds.growing_after_amid,
    gerunds.gerunds_in_a_row,
    gerunds.gerund_past_gerund,
    hidden.infinitive_read_as_noun,
    hidden.infinitive_in_noun_phrase,
    hidden.verb_in_noun_phrase,
    hidden.noun_with_auxiliary,
    auxiliaries.verb_after_did,
    auxiliaries.perfect_read_as_having,
    hidden.verb_of_another_class,
    auxiliaries.were_before_subject,
    verbs.modifiers_on_verb,
    verbs.passive_after_passive,
    verbs.main_verb_read_as_participle,
    verbs.cue_read_as_participle,
    verbs.cue_read_as_complement,
    lost_verbs.verb_lost_among_nouns,
    clauses.subject_taken_by_insertion,
    clauses.passive_without_auxiliary,
    clauses.infinitive_after_but,
    clauses.provided_read_as_participle,
    clauses.label_read_as_subject,
    clauses.infinitive_on_object,
    clauses.passive_read_as_adjective,
    clauses.adjective_read_as_adverb,
    clauses.name_read_as_subject,
    clauses.relative_on_distant_noun,
    levels.who_on_thing,
    clauses.relative_joined_to_main,
    complements.adjective_of_judging,
    complements.whether_on_noun,
    complements.subject_of_statement,
    complements.noun_before_gerund,
    complements.questions_in_a_row,
    complements.list_after_relative,
    complements.infinitive_of_noun,
    complements.infinitive_past_relative,
    complements.condition_after_as,
    complements.plural_read_as_verb,
    cues.cue_read_as_clause,
    cues.condition_on_inserted_cue,
    cues.condition_after_quote,
    clauses.content_on_verb,
    clauses.phrase_past_conjunct,
    clauses.state_read_as_passive,
    clauses.subject_read_as_object,
    clauses.base_after_infinitive,
    clauses.past_read_after_noun,
    levels.participle_as_root,
    levels.adverb_read_as_mark,
    levels.loose_relative,
    levels.past_after_infinitive,
    levels.participle_on_participle,
    levels.telling_on_content,
    clauses.content_read_as_relative,
    phrases.day_read_as_name,
    phrases.day_read_as_object,
    phrases.day_on_participle,
    phrases.clause_on_time,
    phrases.particle_before_time,
    phrases.time_before_subject,
    phrases.amount_read_as_oblique,
    phrases.level_on_adverb,
    phrases.sum_beside_subject,
    phrases.worth_read_as_verb,
    phrases.value_after_noun,
    phrases.amounts_in_a_row,
    phrases.topic_on_party,
    levels.infinitive_on_main,
    phrases.amount_on_time,
    phrases.level_on_apposition,
    levels.time_on_amount,
    levels.votes_against,
)


@Language.component(
    "sourceline_repair",
    assigns=["token.head", "token.dep", "token.tag"],
    requires=["token.head", "token.dep", "doc.spans"],
)
def sourceline_repair(doc: tokens.Doc) -> tokens.Doc:
    """The component: repairs the tree of each sentence; place it after the parser, times and quantities."""
    if doc.has_annotation("DEP"):
        doc._.parsed = parsed = Doc(doc)
        before = [token.labels for token in parsed]
        for sentence in parsed.sents:
            for repair in REPAIRS:
                repair(sentence)
        parsed.write(doc, before)
    return doc
