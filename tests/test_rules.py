"""Every rule with examples fires on those that must match and stays still on those that must not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sourceline
from sourceline.claims.attribution.find import find_speech_acts
from sourceline.claims.lexicon import lexicon
from sourceline.claims.propositions import find_propositions
from sourceline.claims.syntax.clauses import is_prepositional
from sourceline.nlp.build import load, make_doc
from sourceline.nlp.parsed import Doc
from sourceline.paths import rules_dir
from sourceline.schema.article import Article

FOLDERS = ("cues", "entities", "facts", "roles")


def examples() -> list[tuple[str, str, bool]]:
    found = []
    for folder in FOLDERS:
        for path in sorted((rules_dir() / folder).glob("*.toml")):
            for rule in tomllib.loads(path.read_text(encoding="utf8"))["rule"]:
                found += [(rule["id"], text, True) for text in rule.get("match", ())]
                found += [(rule["id"], text, False) for text in rule.get("no_match", ())]
    return found


def fired(text: str) -> set[str]:
    """The ids of all rules that had a part in anything made of a text."""
    article = Article(id="example", source="example", text=text, published="2025-06-12")
    doc = load()(make_doc(load(), article))
    rules = {e._.rule for e in doc.ents} | {s._.rule for group in ("times", "quantities") for s in doc.spans[group]}
    links = [m._.link for m in doc.spans["mentions"] if m._.link.antecedents]
    rules |= {rule for link in links for rule in (link.method, *link.rules)}
    parsed = Doc(doc)
    rules |= {act.rule.id for act in find_speech_acts(parsed, list(find_propositions(parsed)))}
    rules |= {step.rule for claim in sourceline.extract(article) for step in claim.trace}
    words = lexicon()
    for token in parsed:
        if is_prepositional(token):
            listed = (*words.prepositional.get(token.lemma_, ()), *words.naming.get(token.lemma_, ()))
            rules |= {rule.id for rule in listed}
    return rules


@pytest.mark.parametrize(("rule", "text", "must"), examples())
def test_rule_example(rule: str, text: str, must: bool) -> None:
    found = fired(text)
    assert (rule in found) == must, f"{rule} on {text!r}: fired {sorted(found)}"


def test_every_rule_has_an_example_that_must_match() -> None:
    for path in sorted(Path(rules_dir()).rglob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf8")).get("rule", []):
            assert rule.get("match"), f"{path.name}: {rule['id']} has no example"
