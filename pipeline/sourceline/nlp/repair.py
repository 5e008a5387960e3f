"""`sourceline_repair`: puts right what the parser often gets wrong in news, where grammar leaves no doubt.

A small parser takes a verb for a plural noun ("a firm plans to sell"), a main verb for a participle ("The firm, which
fell in May, denied ..."), and a weekday after a town for a part of its name. Each repair asks for a shape that no
right parse has, such as an article on a verb; it changes the tree alone, so all that comes after profits.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy import tokens
from spacy.language import Language

from sourceline.nlp import (
    repair_attachment,
    repair_auxiliaries,
    repair_clauses,
    repair_complements,
    repair_cues,
    repair_gerunds,
    repair_hidden,
    repair_levels,
    repair_lost_verbs,
    repair_particles,
    repair_phrases,
    repair_verbs,
)
from sourceline.nlp.parsed import Doc, Span

REPAIRS: tuple[Callable[[Span], None], ...] = (
    repair_auxiliaries.subject_on_auxiliary,
    repair_attachment.preposition_on_modifier,
    repair_attachment.subject_within_phrase,
    repair_attachment.absolute_after_with,
    repair_attachment.participle_after_for,
    repair_attachment.conjunct_read_as_argument,
    repair_attachment.compound_preposition,
    repair_attachment.participles_in_a_row,
    repair_attachment.participle_after_person,
    repair_attachment.count_on_place,
    repair_attachment.gerund_read_as_phrase,
    repair_attachment.gerund_on_object,
    repair_attachment.subject_read_as_apposition,
    repair_attachment.age_on_verb,
    repair_attachment.conjunct_on_cue,
    repair_particles.for_read_as_mark,
    repair_particles.plural_with_subject,
    repair_particles.particle_read_as_preposition,
    repair_particles.way_on_object,
    repair_particles.as_on_object,
    repair_particles.object_of_adjective,
    repair_particles.each_after_object,
    repair_particles.attribute_read_as_object,
    repair_particles.noun_before_participle,
    repair_lost_verbs.gerund_with_owner,
    repair_particles.phrase_on_object,
    repair_particles.agent_on_noun,
    repair_particles.price_on_participle,
    repair_particles.adjective_after_noun,
    repair_particles.there_read_as_expletive,
    repair_particles.state_after_object,
    repair_particles.sure_after_make,
    repair_particles.how_on_noun,
    repair_complements.when_on_count,
    repair_particles.age_as_predicate,
    repair_particles.person_before_post,
    repair_particles.whether_after_preposition,
    repair_lost_verbs.participle_as_subject,
    repair_verbs.noun_read_as_verb,
    repair_gerunds.gerund_with_object,
    repair_gerunds.gerund_as_subject,
    repair_gerunds.gerund_after_from,
    repair_gerunds.growing_after_amid,
    repair_gerunds.gerunds_in_a_row,
    repair_hidden.infinitive_read_as_noun,
    repair_hidden.infinitive_in_noun_phrase,
    repair_hidden.verb_in_noun_phrase,
    repair_hidden.noun_with_auxiliary,
    repair_auxiliaries.verb_after_did,
    repair_auxiliaries.perfect_read_as_having,
    repair_hidden.verb_of_another_class,
    repair_auxiliaries.were_before_subject,
    repair_verbs.modifiers_on_verb,
    repair_verbs.passive_after_passive,
    repair_verbs.main_verb_read_as_participle,
    repair_verbs.cue_read_as_participle,
    repair_verbs.cue_read_as_complement,
    repair_lost_verbs.verb_lost_among_nouns,
    repair_clauses.subject_taken_by_insertion,
    repair_clauses.passive_without_auxiliary,
    repair_clauses.infinitive_after_but,
    repair_clauses.provided_read_as_participle,
    repair_clauses.label_read_as_subject,
    repair_clauses.infinitive_on_object,
    repair_clauses.passive_read_as_adjective,
    repair_clauses.adjective_read_as_adverb,
    repair_clauses.name_read_as_subject,
    repair_clauses.relative_on_distant_noun,
    repair_levels.who_on_thing,
    repair_clauses.relative_joined_to_main,
    repair_complements.adjective_of_judging,
    repair_complements.whether_on_noun,
    repair_complements.subject_of_statement,
    repair_complements.noun_before_gerund,
    repair_complements.questions_in_a_row,
    repair_complements.list_after_relative,
    repair_complements.infinitive_of_noun,
    repair_complements.infinitive_past_relative,
    repair_complements.condition_after_as,
    repair_complements.plural_read_as_verb,
    repair_cues.cue_read_as_clause,
    repair_cues.condition_on_inserted_cue,
    repair_cues.condition_after_quote,
    repair_clauses.content_on_verb,
    repair_clauses.phrase_past_conjunct,
    repair_clauses.state_read_as_passive,
    repair_clauses.subject_read_as_object,
    repair_clauses.base_after_infinitive,
    repair_clauses.past_read_after_noun,
    repair_levels.participle_as_root,
    repair_levels.adverb_read_as_mark,
    repair_levels.loose_relative,
    repair_levels.past_after_infinitive,
    repair_levels.participle_on_participle,
    repair_levels.telling_on_content,
    repair_clauses.content_read_as_relative,
    repair_phrases.day_read_as_name,
    repair_phrases.day_read_as_object,
    repair_phrases.day_on_participle,
    repair_phrases.clause_on_time,
    repair_phrases.particle_before_time,
    repair_phrases.time_before_subject,
    repair_phrases.amount_read_as_oblique,
    repair_phrases.level_on_adverb,
    repair_phrases.sum_beside_subject,
    repair_phrases.worth_read_as_verb,
    repair_phrases.value_after_noun,
    repair_phrases.amounts_in_a_row,
    repair_phrases.topic_on_party,
    repair_levels.infinitive_on_main,
    repair_phrases.amount_on_time,
    repair_phrases.level_on_apposition,
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
