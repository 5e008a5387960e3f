"""The parsed document: all that it says is what spaCy says."""

from pathlib import Path

import pytest

from sourceline.nlp.parsed import Doc
from sourceline.nlp.pictographs import visible_end

ARTICLE = Path(__file__).parents[1] / "corpus" / "articles" / "migration-deal.txt"
END = "\n\n“Libya \U0001f1f1\U0001f1fe paid $3m,” he said (twice).  It’s so; the U.S. won't."
STRINGS = ("text", "whitespace_", "lower_", "lemma_", "tag_", "pos_", "ent_type_")
FLAGS = ("is_punct", "is_space", "is_quote", "is_left_punct", "is_alpha", "is_title", "is_upper", "is_stop", "like_num")
PLACES = ("i", "idx", "is_sent_start")
WORDS = ("head", "left_edge", "right_edge")
ROWS = ("lefts", "rights", "children", "subtree", "ancestors")
SPAN = ("start", "end", "start_char", "end_char", "label_", "text", "lemma_")
NOTES = ("rule", "time", "quantity", "entity")


def has_role(token):
    return not token.is_space and visible_end(token.text) > 0


@pytest.fixture(scope="module")
def pair(nlp):
    doc = nlp(ARTICLE.read_text("utf8") + END)
    return doc, Doc(doc)


def test_tokens(pair):
    given, read = pair
    assert len(read) == len(given)
    for expected, token in zip(given, read, strict=True):
        for name in (*STRINGS, *FLAGS, *PLACES):
            assert getattr(token, name) == getattr(expected, name), (name, expected)
        assert token.dep_ == (expected.dep_ if has_role(token) else "dep"), (expected.i, expected)
        for name in WORDS:
            assert getattr(token, name).i == getattr(expected, name).i
        for name in ROWS:
            assert [t.i for t in getattr(token, name)] == [t.i for t in getattr(expected, name)]
        assert (token.sent.start, token.sent.end) == (expected.sent.start, expected.sent.end)
        assert token.morph == {name: expected.morph.get(name) for name in expected.morph.to_dict()}


def test_spans(pair):
    given, read = pair
    assert read.text == given.text
    pieces = [slice(n, n + size) for n in range(len(given)) for size in (1, 2, 5, 12)]
    for piece in (*pieces, slice(None), slice(3), slice(-4, None), slice(-10, -3)):
        expected, span = given[piece], read[piece]
        for name in SPAN:
            assert getattr(span, name) == getattr(expected, name), (name, expected)
        assert [t.i for t in span] == [t.i for t in expected]
        assert span.root.i == expected.root.i
        assert [s.start for s in span.sents] == [s.start for s in expected.sents]
        assert (span.sent.start, span[-1].i) == (expected.sent.start, expected[-1].i)
    assert (len(read[5:3]), read[5:3].text) == (0, "")


def test_what_the_components_made(pair):
    given, read = pair
    assert [s.text for s in read.sents] == [s.text for s in given.sents]
    groups = {name: (given.spans[name], read.spans[name]) for name in given.spans}
    assert {"times", "quantities", "quotes", "mentions", "blocks"} == set(groups)
    groups["entities"] = (given.ents, read.ents)
    for expected, spans in groups.values():
        for one, other in zip(expected, spans, strict=True):
            assert (other.text, other.label_) == (one.text, one.label_)
            for name in NOTES:
                assert getattr(other._, name) == getattr(one._, name)
            assert other.of(given) == one
    pairs = zip(given.spans["mentions"], read.spans["mentions"], strict=True)
    links = [(one._.link, other._.link) for one, other in pairs]
    assert any(link.antecedents for link, _ in links)
    for one, other in links:
        assert (other.status, other.method) == (one.status, one.method)
        assert [a.text for a in other.antecedents] == [a.text for a in one.antecedents]
