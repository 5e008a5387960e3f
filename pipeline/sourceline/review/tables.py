"""The tables of the index."""

from __future__ import annotations

from sourceline.schema.decision import VERDICTS

#: The kinds of verdicts, as SQL has a list.
VERDICT_KINDS = ", ".join(f"'{kind}'" for kind in sorted(VERDICTS))
#: Verdicts of which it is known how long they took, as a condition on the log.
TIMED = f"NOT withdrawn AND seconds IS NOT NULL AND kind IN ({VERDICT_KINDS})"
SCHEMA = f"""
CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, title TEXT, site TEXT, record BLOB);
CREATE INDEX articles_id ON articles (id);
CREATE TABLE claims (
    number INTEGER PRIMARY KEY, id TEXT, hash TEXT, article INTEGER, place INTEGER, shuffle INTEGER, score REAL,
    calibrated INTEGER, fact TEXT, segment TEXT, source TEXT, modality TEXT, polarity TEXT, flags TEXT,
    money INTEGER, date INTEGER, sentence INTEGER, text TEXT, predicate TEXT, ruleset INTEGER, origin TEXT,
    verdicts INTEGER DEFAULT 0, disputed INTEGER DEFAULT 0, right INTEGER, causes TEXT DEFAULT ''
);
CREATE TABLE rulesets (number INTEGER PRIMARY KEY, rules TEXT UNIQUE);
CREATE TABLE records (number INTEGER PRIMARY KEY, record BLOB);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE log (
    seq INTEGER PRIMARY KEY, id TEXT, claim TEXT, hash TEXT, reviewer TEXT, kind TEXT, time TEXT, seconds REAL,
    drawn TEXT, seed TEXT, blind INTEGER, settles INTEGER, reasons TEXT, patch TEXT, note TEXT,
    withdrawn INTEGER DEFAULT 0
);
CREATE INDEX log_claim ON log (claim, reviewer);
CREATE INDEX log_seed ON log (seed, claim, withdrawn) WHERE seed IS NOT NULL;
CREATE INDEX log_timed ON log (reviewer, seconds) WHERE {TIMED};
CREATE TABLE withdrawals (id TEXT PRIMARY KEY);
CREATE TABLE standing (
    number INTEGER, reviewer TEXT, kind TEXT, seq INTEGER, stale INTEGER, settles INTEGER,
    PRIMARY KEY (number, reviewer)
);
"""
# The orders of the list carry all that filters ask for, so that one which few claims pass looks at no whole rows.
_FILTERED = (
    "fact, segment, source, modality, polarity, flags, money, date, ruleset, origin, verdicts, disputed, article, "
    "shuffle"
)
AFTER = f"""
CREATE INDEX claims_id ON claims (id, origin, shuffle);
CREATE INDEX claims_score ON claims (score, number, {_FILTERED});
CREATE INDEX claims_place ON claims (place, number, {_FILTERED});
CREATE INDEX claims_article ON claims (article);
CREATE INDEX claims_tally ON claims (origin, verdicts, shuffle);
CREATE INDEX claims_decided ON claims
    (origin, right, disputed, score, fact, segment, source, ruleset, causes, shuffle) WHERE verdicts > 0;
"""
