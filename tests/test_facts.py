"""Fact types: those shipped, and those that a user adds without code."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import sourceline
from sourceline.claims.facts.rules import fact_rules
from sourceline.cli.main import cli
from sourceline.errors import RuleError
from sourceline.runs.settings import RunSettings, run_id

TYPES = {
    "payment", "transfer_of_people", "agreement", "negotiation", "legal_ruling", "use_of_law", "detention",
    "announcement", "appointment", "acquisition", "casualties", "target_or_limit", "measurement", "cancellation",
    "vote", "visit",
}  # fmt: skip
RECALL = """\
[[rule]]
id = "fact.recall.verb"
type = "recall"
verbs = ["recall", "take back"]
match = ["The maker recalled 400 lorries."]
no_match = ["The maker sold 400 lorries."]
slots.product = { roles = ["theme"], heads = ["lorry", "toy", "car"], required = true }
slots.maker = { roles = ["agent"] }
"""


def call(*args):
    return CliRunner().invoke(cli, [str(arg) for arg in args])


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "recall.toml").write_text(RECALL, "utf8")
    return folder


def typed(text, predicate, **options):
    """The type of the claim with this predicate, and its slots as words."""
    (claim,) = [c for c in sourceline.extract(text, **options) if c.predicate.text == predicate]
    slots = claim.fact.slots.items() if claim.fact else ()
    return claim.fact and claim.fact.type, {name: claim.arguments[index].text for name, index in slots}


def test_all_types_of_the_claim_record_are_there():
    assert {rule.type for rule in fact_rules()} == TYPES


def test_slots_hold_only_what_the_text_says():
    sentence = "The state paid €40 million to move farmers to the coast."
    assert typed(sentence, "paid")[1].keys() == {"payer", "amount", "purpose"}


@pytest.mark.parametrize(
    ("text", "predicate", "fact"),
    [
        ("The hotel charges a fee of €20.", "charges", None),
        ("The prosecutor charged the mayor with fraud.", "charged", None),
        ("The crash killed 40 passengers.", "killed", "casualties"),
        ("The senate killed the plan.", "killed", None),
        ("Police are holding three suspects.", "holding", "detention"),
        ("The party held three meetings.", "held", None),
        ("The court blocked the sale.", "blocked", "legal_ruling"),
        ("A lorry blocked the road.", "blocked", None),
        ("The fund lent €3 million to the mill.", "lent", "payment"),
        ("The museum lent a painting to the mill.", "lent", None),
        ("The ministry paid for the repairs.", "paid", "payment"),
        ("The ministry paid a heavy price for the repairs.", "paid", None),
        ("The army removed 40 villagers from the valley.", "removed", "transfer_of_people"),
        ("The army removed the general from his post.", "removed", None),
    ],
)
def test_the_same_verb_states_a_type_only_in_its_sense(text, predicate, fact):
    assert typed(text, predicate)[0] == fact


def test_the_killed_the_injured_and_their_number_are_slots_of_their_own():
    assert typed("The crash killed 40 passengers.", "killed")[1] == {
        "killed": "40 passengers", "count": "40 passengers", "event": "The crash",
    }  # fmt: skip
    assert typed("The blast injured three guards.", "injured")[1]["injured"] == "three guards"


def test_a_verb_is_known_by_its_form_where_its_lemma_is_wrong():
    assert typed("Ana Duarte was jailed for fraud.", "jailed")[0] == "detention"


def test_codes_are_in_the_record():
    (claim,) = sourceline.extract("Malta deported twelve migrants to Tunisia.")
    assert claim.fact.codes == {"plover": "COERCE", "cameo": "174"}


def test_a_users_type_is_used(own, tmp_path):
    assert typed("The maker recalled 400 lorries.", "recalled") == (None, {})
    found = typed("The maker recalled 400 lorries.", "recalled", facts=own)
    assert found == ("recall", {"product": "400 lorries", "maker": "The maker"})
    (tmp_path / "a.txt").write_text("The maker recalled 400 lorries.", "utf8")
    assert call("extract", tmp_path / "a.txt", "-o", tmp_path / "out", "-q", "--facts", own).exit_code == 0
    (line,) = (tmp_path / "out" / "claims.jsonl").read_text("utf8").splitlines()
    assert json.loads(line)["fact"]["type"] == "recall"
    assert call("verify", tmp_path / "out").exit_code == 0


def test_a_users_type_is_not_stated_with_an_argument_that_tells_another_sense(own):
    rule = RECALL.replace("slots.maker", 'unless = [{ roles = ["agent"], heads = ["museum"] }]\nslots.maker')
    (own / "recall.toml").write_text(rule, "utf8")
    assert typed("The maker recalled 400 lorries.", "recalled", facts=own)[0] == "recall"
    assert typed("The museum recalled 400 lorries.", "recalled", facts=own)[0] is None


def test_a_title_says_what_somebody_with_a_name_is():
    assert typed("Judge Ana Duarte rejected the appeal.", "rejected")[1]["court"] == "Judge Ana Duarte"


def test_a_users_rule_comes_before_those_shipped_and_replaces_its_namesake(own):
    rival = RECALL.replace("fact.recall.verb", "fact.visit.verb").replace("recall", "tourism").replace("lorry", "it")
    (own / "visit.toml").write_text(rival.replace('"take back"', '"visit"'), "utf8")
    rules = {rule.id: rule for rule in fact_rules(own)}
    assert rules["fact.visit.verb"].type == "tourism"
    assert rules["fact.visit.travel"].type == "visit"


def test_the_id_of_a_run_covers_a_users_types_and_not_their_place(own, tmp_path):
    shipped, before = run_id(RunSettings()), run_id(RunSettings(facts=own))
    assert shipped != before
    assert run_id(RunSettings(facts=own.rename(tmp_path / "elsewhere"))) == before
    (tmp_path / "elsewhere" / "recall.toml").write_text(RECALL.replace('"toy", ', ""), "utf8")
    assert run_id(RunSettings(facts=tmp_path / "elsewhere")) not in (shipped, before)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("verbs = [", "verbs = ", 4, "not valid TOML"),
        ('"recall", "take back"]', '"recall",', 5, "not valid TOML"),
        ('["theme"]', '["patient"]', 7, "slots.product.roles.0"),
        ("heads", "haeds", 7, "slots.product.haeds"),
        ("heads =", 'classes = ["robots"], heads =', 7, "'robots' is no word class; there are "),
        ("required = true", 'of = "maker"', 7, "either roles or of"),
        ('roles = ["agent"]', 'of = "price"', 8, "slots.maker.of: 'price' is no slot before it; those are product"),
        ("slots.maker", 'any_of = ["price"]\nslots.maker', 8, "there is no slot 'price'; the slots are product, maker"),
        ('verbs = ["recall", "take back"]\n', "", 1, "nothing triggers it"),
        ("slots.maker", 'unless = [{ roles = ["patient"] }]\nslots.maker', 8, "unless.0.roles.0"),
        ('type = "recall"\n', "", 1, "type: Field required"),
        ('id = "fact.recall.verb"', 'id = "Recall"', 2, "id: String should match pattern"),
        ("[[rule]]", "[rule]", 1, "holds [[rule]] tables and nothing else"),
    ],
)
def test_a_mistake_is_named_with_its_line(own, tmp_path, old, new, line, says):
    assert old in RECALL
    (own / "recall.toml").write_text(RECALL.replace(old, new, 1), "utf8")
    for arguments in (["facts"], ["extract", tmp_path / "none.txt", "-o", tmp_path / "out"]):
        result = call(*arguments, "--facts", own)
        assert result.exit_code == 1
        assert result.output.startswith(f"Error: {own / 'recall.toml'}:{line}: ")
        assert says in result.output
    assert not (tmp_path / "out").exists()


def test_the_line_is_found_in_the_second_rule_and_in_nested_tables(own):
    second = (
        '[[rule]]\nid = "fact.recall.noun"\ntype = "recall"\nnouns = ["recall"]\n[rule.slots.maker]\nrole = ["agent"]\n'
    )
    (own / "recall.toml").write_text(RECALL + second, "utf8")
    with pytest.raises(RuleError, match=r"recall.toml:14: rule 2 \(fact.recall.noun\), slots.maker.role: "):
        fact_rules(own)


def test_two_rules_of_one_id_and_a_folder_without_rules(own, tmp_path):
    (own / "again.toml").write_text(RECALL, "utf8")
    result = call("facts", "--facts", own)
    assert (result.exit_code, "recall.toml:2: the id fact.recall.verb is also in" in result.output) == (1, True)
    empty = call("facts", "--facts", tmp_path)
    assert (empty.exit_code, "no" in empty.output, "Traceback" in empty.output) == (1, True, False)


def test_facts_lists_types_with_slots_examples_and_codes(own):
    text = call("facts", "--facts", own).output
    for words in (*TYPES, "recall", "payee", "The maker recalled 400 lorries.", "PLOVER COERCE", "CAMEO 174"):
        assert words in text
    only = call("facts", "recall", "--facts", own).output
    assert "take back" in only
    assert "payment" not in only
    rules = [json.loads(line) for line in call("facts", "--facts", own, "--json").output.splitlines()]
    assert {rule["type"] for rule in rules} == TYPES | {"recall"}
    assert call("facts", "robbery").exit_code == 2


def test_the_printed_rules_are_a_users_file(own, tmp_path):
    printed = call("facts", "visit", "--rules").output
    (own / "visit.toml").write_text(printed, "utf8")
    assert {rule.id for rule in fact_rules(own) if rule.type == "visit"} == {
        rule.id for rule in fact_rules() if rule.type == "visit"
    }


def test_check_runs_the_examples(own):
    result = call("facts", "recall", "--facts", own, "--check")
    assert (result.exit_code, result.output) == (0, "ok: 2 examples of 1 rules\n")
    (own / "recall.toml").write_text(RECALL.replace("The maker sold", "The maker recalled"), "utf8")
    wrong = call("facts", "recall", "--facts", own, "--check")
    assert wrong.exit_code == 1
    assert "fact.recall.verb: must not match: The maker recalled 400 lorries." in wrong.output
