"""The tables of the index."""

from __future__ import annotations

from sourceline.schema.decision import VERDICTS

SCHEMA = """
CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT, title TEXT, site TEXT, record BLOB);
CREATE INDEX articles_id ON articles (id);
CREATE TABLE claims (
    number INTEGER PRIMARY KEY, id TEXT, hash TEXT, article INTEGER, place INTEGER, shuffle INTEGER, score REAL,
    calibrated INTEGER, fact TEXT, segment TEXT, source TEXT, modality TEXT, polarity TEXT, flags TEXT,
    money INTEGER, date INTEGER, sentence INTEGER, text TEXT, predicate TEXT, rules TEXT, origin TEXT,
    verdicts INTEGER DEFAULT 0, disputed INTEGER DEFAULT 0
);
CREATE TABLE records (number INTEGER PRIMARY KEY, record BLOB);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE log (
    seq INTEGER PRIMARY KEY, id TEXT, claim TEXT, hash TEXT, reviewer TEXT, kind TEXT, time TEXT, seconds REAL,
    drawn TEXT, seed TEXT, blind INTEGER, settles INTEGER, reasons TEXT, patch TEXT, note TEXT,
    withdrawn INTEGER DEFAULT 0
);
CREATE INDEX log_claim ON log (claim, reviewer);
CREATE TABLE withdrawals (id TEXT PRIMARY KEY);
CREATE TABLE standing (
    number INTEGER, reviewer TEXT, kind TEXT, seq INTEGER, stale INTEGER, settles INTEGER,
    PRIMARY KEY (number, reviewer)
);
"""
AFTER = """
CREATE UNIQUE INDEX claims_id ON claims (id);
CREATE INDEX claims_score ON claims (score, number);
CREATE INDEX claims_place ON claims (place, number);
"""
#: The kinds of verdicts, as SQL has a list.
VERDICT_KINDS = ", ".join(f"'{kind}'" for kind in sorted(VERDICTS))
