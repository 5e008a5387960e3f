"""Tokenizer settings that follow the treebanks where spaCy's English defaults do not; saved with the pipeline."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Runs of one mark are one token: "!!!", "?!", "====", "<<".
RUNS = [r"[!?]{2,}", r"<{2,}", r">{2,}", r"={2,}", r"_{2,}", r"\*{2,}"]
# The treebanks keep these together with what follows.
BOUND_PREFIXES = r"(?i:(?:co|non|pre|anti|pro|re|ex|semi|mini|pan|multi|counter|post|cross)-[a-z]+|e-mails?)"
# A sum is a sign, a number and a scale, each a token: "NZ$52m", "EUR1.2bn", "kr500".
SIGNS = [r"[A-Z]{1,3}\$(?=\d)", r"(?:USD|EUR|GBP|CHF|NOK|SEK|DKK|JPY|CNY|INR|AUD|CAD|NZD|HKD|PLN|kr|Rs\.?)(?=\d)"]
SCALES = [r"(?<=\d)(?:bn|mn|mln|bln|tn|trn|k)"]
PHONE = r"\d{3}-\d{4}|\d{3}-\d{3}-\d{4}"


def make_treebank_tokenizer() -> Callable[[Language], Language]:
    """Returns a callback for `[initialize.before_init]` that adapts `nlp.tokenizer` in place."""

    def adapt(nlp: Language) -> Language:
        tokenizer: Any = nlp.tokenizer
        defaults: Any = nlp.Defaults
        tokenizer.prefix_search = compile_prefix_regex([*RUNS, *SIGNS, *defaults.prefixes]).search
        tokenizer.suffix_search = compile_suffix_regex([*RUNS, *SCALES, *defaults.suffixes]).search
        tokenizer.token_match = re.compile(rf"^(?:{BOUND_PREFIXES}|{PHONE})$").match
        infixes = [r"[—–]|(?<=[”\"’)])-+(?=\w)", *map(str, defaults.infixes)]
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
        tokenizer.add_special_case("and/or", [{"ORTH": "and"}, {"ORTH": "/"}, {"ORTH": "or"}])
        return nlp

    return adapt
