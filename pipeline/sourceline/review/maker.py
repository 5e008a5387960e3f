"""From the form to a claim: everything that is worked out from its fields is worked out anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sourceline.claims.factuality.commitments import commitments
from sourceline.claims.identity import claim_id, content_hash, fact_id, text_hash
from sourceline.claims.resolution import named_entity
from sourceline.nlp.pictographs import span_offsets
from sourceline.review.derived import evidence_of, flags_of, worded
from sourceline.review.draft import ArgumentDraft, ClaimDraft, DraftError, LinkDraft, as_line, shown_name, shown_value
from sourceline.review.fact_types import FactType
from sourceline.review.marks import time_spans
from sourceline.review.selection import SELECTED, Parsed
from sourceline.review.typed import UnreadableError, read_quantity, read_time, shown_time
from sourceline.schema.claim import (
    Argument,
    ArticleRef,
    Attribution,
    Candidate,
    Claim,
    Confidence,
    Cue,
    Fact,
    ModalityCue,
    Predicate,
    Resolution,
    Source,
    TraceStep,
)
from sourceline.schema.run import ArticleLine
from sourceline.schema.values import Time

#: The run of claims that no run made.
ADDED = "run_review"
#: The rule that stands for the reviewer.
CORRECTED = "review.correction"
# Roles whose argument may be a clause that is a claim of its own.
_CLAUSES = frozenset({"content", "purpose", "cause", "condition", "manner"})
T = TypeVar("T")


class Maker:
    """Makes a claim of a form.

    Args:
        draft: the form.
        base: the claim that is corrected, or None for one that was missing.
        article: the article of both.
        parsed: its words.
        siblings: the other claims of the article.
        types: the fact types that there are.
    """

    def __init__(
        self,
        draft: ClaimDraft,
        base: Claim | None,
        article: ArticleLine,
        parsed: Parsed,
        siblings: Sequence[Claim],
        types: Mapping[str, FactType],
    ) -> None:
        self.draft, self.base, self.article, self.parsed = draft, base, article, parsed
        self.siblings, self.types = siblings, types
        self.steps: list[TraceStep] = []

    def claim(self) -> Claim:
        """Returns the claim.

        Raises:
            SourcelineError: a field cannot be read, or offsets select nothing.
        """
        draft, base, parsed = self.draft, self.base, self.parsed
        predicate = self.predicate()
        arguments = tuple(map(self.argument, draft.arguments))
        time, when = self.time()
        attribution = tuple(map(self.link, draft.attribution))
        cues = tuple(self.cues())
        fact = self.fact()
        identifier = base.id if base is not None else self.identifier(predicate, arguments)
        text = worded(base, parsed, predicate, arguments, when)
        made = Claim(
            id=identifier,
            content_hash="",
            fact_id=fact_id(predicate.lemma, fact, arguments, time, draft.polarity),
            article=base.article if base is not None else self.reference(),
            segment=base.segment if base is not None else self.segment(predicate.start),
            text=text,
            text_hash=text_hash(text, arguments),
            predicate=predicate,
            arguments=arguments,
            fact=fact,
            time=time,
            attribution=attribution,
            polarity=draft.polarity,
            modality=draft.modality,
            certainty=draft.certainty,
            cues=cues,
            commitments=commitments(draft.polarity, draft.certainty, attribution),
            relations=base.relations if base is not None else (),
            evidence=tuple(evidence_of(base, parsed, predicate, arguments, attribution, when)),
            flags=flags_of(base, arguments, attribution, time),
            confidence=base.confidence if base is not None else Confidence(score=1.0),
            trace=tuple(self.trace()),
            run=base.run if base is not None else ADDED,
        )
        return made.model_copy(update={"content_hash": content_hash(made)})

    def identifier(self, predicate: Predicate, arguments: Iterable[Argument]) -> str:
        return claim_id(self.article.sha256, (predicate.start, predicate.end), [a.head for a in arguments])

    def reference(self) -> ArticleRef:
        return ArticleRef(**self.article.model_dump(include=set(ArticleRef.model_fields)))

    def segment(self, at: int) -> str:
        return next((s.segment for s in self.article.segments if s.start <= at < s.end), "body")

    # The parts

    def predicate(self) -> Predicate:
        base, part = self.base, self.draft.predicate
        if base is not None and part.span == (base.predicate.start, base.predicate.end):
            return base.predicate.model_copy(update={"lemma": part.lemma or base.predicate.lemma})
        # The lemma belongs to the words: one that was left as it was goes with the words that it was of.
        stale = base is not None and part.lemma == base.predicate.lemma
        found = self.parsed.predicate(part.span, "" if stale else part.lemma)
        self.steps.append(TraceStep(rule=SELECTED, spans=((found.start, found.end),)))
        return found

    def argument(self, part: ArgumentDraft) -> Argument:
        preposition = (part.preposition or None) if part.role == "other" else None
        old = self.known(part.of, self.base.arguments if self.base else ())
        if old is not None and part.span == (old.start, old.end):
            new, was_value, was_name = old, shown_value(old), shown_name(old.entity, old)
            update: dict[str, object] = {"role": part.role}
            if part.role != old.role:
                update["preposition"] = preposition
            new = old.model_copy(update=update)
        else:
            new, rules = self.parsed.argument(part.span, part.role, preposition)
            self.steps.append(TraceStep(rule=SELECTED, spans=((new.start, new.end),)))
            self.steps += [TraceStep(rule=rule, spans=spans) for rule, spans in rules]
            new = new.model_copy(update={"claim": self.claim_at(new, part)})
            # What was left as it was belongs to the words before; only what was typed is meant for these.
            was_value, was_name = (shown_value(old), shown_name(old.entity, old)) if old is not None else ("", "")
        if part.value not in (was_value, shown_value(new)):
            new = self.valued(new, part.value)
        if part.name not in (was_name, shown_name(new.entity, new)):
            new = self.named(new, part.name)
        return new

    def valued(self, argument: Argument, words: str) -> Argument:
        """Returns an argument with the amount or time that was typed."""
        if not words:
            return argument.model_copy(update={"quantity": None, "time": None, "basis": "literal"})
        self.steps.append(TraceStep(rule=CORRECTED, spans=((argument.start, argument.end),)))
        if argument.time is not None:
            time = read_time(words, self.article.published, argument.time)
            return argument.model_copy(update={"time": time, "basis": "normalised"})
        try:
            update: dict[str, object] = {"quantity": read_quantity(words, argument.quantity)}
        except UnreadableError:
            if argument.quantity is not None:
                raise
            update = {"time": read_time(words, self.article.published, None)}
        return argument.model_copy(update={**update, "basis": "normalised"})

    def named(self, argument: Argument, name: str) -> Argument:
        """Returns an argument that stands for whom or what was picked or typed."""
        self.steps.append(TraceStep(rule=CORRECTED, spans=((argument.start, argument.end),)))
        old = argument.resolution
        if not name:
            lost = old.model_copy(update={"status": "unresolved", "antecedent": None}) if old is not None else None
            return argument.model_copy(update={"entity": None, "resolution": lost, "basis": "literal"})
        candidates = old.candidates if old is not None else ()
        chosen = next((c for c in candidates if as_line(c.name or "") == name), None)
        known = self.parsed.entity(chosen.name if chosen is not None and chosen.name else name)
        entity = known.model_copy(update={"ids": chosen.ids}) if chosen is not None and chosen.ids else known
        mention = self.parsed.mention(entity.name, argument.start)
        if chosen is None:
            chosen = Candidate(name=entity.name, ids=entity.ids, score=1.0)
            candidates = ()
        resolution = Resolution(
            status="resolved",
            method=old.method if old is not None and candidates else CORRECTED,
            candidates=(chosen, *(c for c in candidates if c is not chosen)),
            antecedent=span_offsets(mention) if mention is not None else None,
        )
        return argument.model_copy(update={"entity": entity, "resolution": resolution, "basis": "resolved"})

    def claim_at(self, argument: Argument, part: ArgumentDraft) -> str | None:
        """Returns the id of the claim that an argument is, where its head word is the predicate of one."""
        own = self.draft.predicate.span
        at = argument.head[0]
        if part.role not in _CLAUSES or own[0] <= at < own[1]:
            return None
        return next((c.id for c in self.siblings if c.predicate.start <= at < c.predicate.end), None)

    def time(self) -> tuple[Time | None, tuple[int, int] | None]:
        """Returns the claim's time and the words that it was read from."""
        part, base = self.draft.time, self.base
        known = base.time if base is not None else None
        spans = time_spans(base) if base is not None else []
        old = spans[0] if spans else None
        if part.span is not None and part.span != old:
            span = span_offsets(self.parsed.words(part.span))
            found = self.parsed.time(part.span)
            typed = part.value if part.value != shown_time(known) else ""
            if found is None and not typed:
                words = self.article.text[span[0] : span[1]] if self.article.text else ""
                raise DraftError(f"no date can be read from “{words}”: type its value")
            rule = "time.selection" if found is None else found[1]
            self.steps.append(TraceStep(rule=rule, spans=(span,)))
            return (read_time(typed, self.article.published, None) if typed else found[0] if found else None), span
        if not part.value:
            return None, None
        time = read_time(part.value, self.article.published, known)
        return time, old if part.span is not None else None

    def link(self, part: LinkDraft) -> Attribution:
        old = self.known(part.of, self.base.attribution if self.base else ())
        if old is not None and part.cue == (old.cue.start, old.cue.end):
            cue = old.cue
        else:
            words = self.parsed.words(part.cue)
            cue = Cue(**self.parsed.quoted(words), lemma=words.lemma_.lower())
        if part.source is None:
            source = None
        elif old is not None and old.source is not None and part.source == (old.source.start, old.source.end):
            source = old.source
        else:
            words = self.parsed.words(part.source)
            entity = named_entity(words.root)
            source = Source(**self.parsed.quoted(words), entity=entity._.entity if entity is not None else None)
        if old is None or (cue, source) != (old.cue, old.source):
            self.steps.append(TraceStep(rule=SELECTED, spans=((cue.start, cue.end),)))
        return Attribution(kind=part.kind, source=source, cue=cue, stance=part.stance)

    def cues(self) -> Iterator[ModalityCue]:
        for part in self.draft.cues:
            old = self.known(part.of, self.base.cues if self.base else ())
            if old is not None and (part.span, part.effect) == ((old.start, old.end), old.effect):
                yield old
                continue
            cue = ModalityCue(**self.parsed.quoted(self.parsed.words(part.span)), rule=SELECTED, effect=part.effect)
            self.steps.append(TraceStep(rule=SELECTED, spans=((cue.start, cue.end),)))
            yield cue

    def fact(self) -> Fact | None:
        base, kind = self.base.fact if self.base else None, self.draft.fact
        if not kind:
            return None
        same = base is not None and base.type == kind
        if kind not in self.types and not same:
            raise DraftError(f"there is no fact type {kind!r}")
        type_ = self.types.get(kind, FactType())
        slots: dict[str, int] = {}
        for number, part in enumerate(self.draft.arguments):
            for slot in part.slots:
                if slot in slots:
                    raise DraftError(f"two arguments fill the slot {slot!r}")
                if type_.slots and slot not in type_.slots:
                    raise DraftError(f"{kind} has no slot {slot!r}; there are {', '.join(sorted(type_.slots))}")
                slots[slot] = number
        if same and base is not None:
            if "time" in base.slots and self.draft.time.value:
                slots["time"] = base.slots["time"]
            slots = {**{s: slots[s] for s in base.slots if s in slots}, **slots}  # in their order, where they stay
        return Fact(type=kind, slots=slots, codes=base.codes if same and base is not None else type_.codes)

    def trace(self) -> Iterator[TraceStep]:
        """Yields the rules of the claim that is corrected, without those of a time that it no longer has, and ours."""
        base = self.base
        gone = set(time_spans(base)) if base is not None and self.time_is_new() else set()
        for step in base.trace if base is not None else ():
            if not (step.rule.startswith("time.") and gone.intersection(step.spans)):
                yield step
        yield from dict.fromkeys(self.steps)

    def time_is_new(self) -> bool:
        return self.base is not None and self.draft.time.span not in time_spans(self.base)

    def known(self, number: int | None, parts: Sequence[T]) -> T | None:
        if number is None:
            return None
        if not 0 <= number < len(parts):
            raise DraftError("the form is of another claim: open it again")
        return parts[number]
