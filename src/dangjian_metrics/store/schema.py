"""The tables of a store, as named migrations: the newest shape is that of all of them, one after the other.

Words that repeat stand once, in tables of their own (``places``, ``fields``, ``manners``, ``sentences``), and
the view ``claims`` puts each claim together again, with the columns of docs/claims.md §6. Their first row
holds nothing, so that every claim joins without a special case.
"""

from __future__ import annotations

APPLICATION = 0x646A_6D31
"""What SQLite's header says of a file of ours: ``djm1``."""

_FIRST = """
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY, started_at TEXT NOT NULL, version TEXT NOT NULL, rules TEXT NOT NULL,
    new_documents INTEGER NOT NULL DEFAULT 0, changed_documents INTEGER NOT NULL DEFAULT 0,
    claims_added INTEGER NOT NULL DEFAULT 0, claims_removed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, hash TEXT NOT NULL,
    rules TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs, read_at TEXT NOT NULL,
    articles INTEGER NOT NULL, claims INTEGER NOT NULL, numbers INTEGER NOT NULL, characters INTEGER NOT NULL,
    first_article INTEGER NOT NULL, first_sentence INTEGER NOT NULL, last_sentence INTEGER NOT NULL,
    first_claim INTEGER NOT NULL, text TEXT NOT NULL
);

CREATE TABLE places (id INTEGER PRIMARY KEY, province TEXT, city TEXT, county TEXT);
CREATE UNIQUE INDEX each_place_once ON places (ifnull(province, ''), ifnull(city, ''), ifnull(county, ''));
INSERT INTO places VALUES (0, NULL, NULL, NULL);

CREATE TABLE fields (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
INSERT INTO fields VALUES (0, NULL);

CREATE TABLE manners (
    id INTEGER PRIMARY KEY, unit TEXT, bound TEXT NOT NULL, kind TEXT, statistic TEXT NOT NULL,
    per TEXT, direction TEXT, rule TEXT NOT NULL
);
CREATE UNIQUE INDEX each_manner_once ON manners (
    statistic, bound, rule, ifnull(unit, ''), ifnull(kind, ''), ifnull(per, ''), ifnull(direction, '')
);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL,
    title TEXT NOT NULL, place INTEGER NOT NULL REFERENCES places, claims INTEGER NOT NULL
);

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY, section TEXT, text TEXT NOT NULL
);

CREATE TABLE claim_facts (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles,
    sentence INTEGER NOT NULL REFERENCES sentences,
    place INTEGER NOT NULL REFERENCES places, field INTEGER NOT NULL REFERENCES fields,
    manner INTEGER NOT NULL REFERENCES manners, subject TEXT, entity TEXT, role TEXT, action TEXT,
    value TEXT NOT NULL, value_number REAL AS (CAST(value AS REAL)),
    value_to TEXT, value_to_number REAL AS (CAST(value_to AS REAL)),
    basis TEXT, period TEXT, quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
);

CREATE TABLE dispositions (
    document INTEGER NOT NULL REFERENCES documents, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    number TEXT NOT NULL, disposition TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (document, start)
) WITHOUT ROWID;

CREATE VIEW claims AS
SELECT f.id, d.doc, a.number AS article, a.title, p.province, p.city, p.county, s.section, f.subject,
    n.name AS field, f.entity, f.role, f.action, f.value, f.value_to, m.unit, m.bound, m.kind, m.statistic,
    m.per, m.direction, f.basis, f.period, f.quote, f.start, f."end", s.text AS sentence, m.rule,
    f.value_number, f.value_to_number,
    ifnull(p.province, '') || ifnull(p.city, '') || ifnull(p.county, '') AS region,
    a.document, f.place AS place_number
FROM claim_facts AS f
JOIN articles AS a ON a.id = f.article
JOIN documents AS d ON d.id = a.document
JOIN places AS p ON p.id = f.place
JOIN fields AS n ON n.id = f.field
JOIN manners AS m ON m.id = f.manner
LEFT JOIN sentences AS s ON s.id = f.sentence;
"""

_JOINED_WHERE_ASKED = """
DROP VIEW claims;

CREATE VIEW claims AS
SELECT f.id, d.doc, a.number AS article, a.title, p.province, p.city, p.county, s.section, f.subject,
    n.name AS field, f.entity, f.role, f.action, f.value, f.value_to, m.unit, m.bound, m.kind, m.statistic,
    m.per, m.direction, f.basis, f.period, f.quote, f.start, f."end", s.text AS sentence, m.rule,
    f.value_number, f.value_to_number,
    ifnull(p.province, '') || ifnull(p.city, '') || ifnull(p.county, '') AS region,
    a.document, f.place AS place_number, f.field AS field_number, f.manner AS manner_number
FROM claim_facts AS f
LEFT JOIN articles AS a ON a.id = f.article
LEFT JOIN documents AS d ON d.id = a.document
LEFT JOIN places AS p ON p.id = f.place
LEFT JOIN fields AS n ON n.id = f.field
LEFT JOIN manners AS m ON m.id = f.manner
LEFT JOIN sentences AS s ON s.id = f.sentence;
"""
"""Of a left join that no asked column needs, SQLite makes nothing: half the time of a comparison."""

_HOW_IT_WAS_READ = "ALTER TABLE documents ADD COLUMN read_as TEXT NOT NULL DEFAULT ''"

_DECISIONS = """
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, doc TEXT NOT NULL, quote TEXT NOT NULL, sentence TEXT NOT NULL,
    sentence_start INTEGER NOT NULL, verdict TEXT NOT NULL, changes TEXT NOT NULL, record TEXT NOT NULL,
    who TEXT NOT NULL, decided_at TEXT NOT NULL, undone_by TEXT, undone_at TEXT
);
CREATE INDEX decisions_by_path ON decisions (path);

CREATE TABLE decision_places (
    hash TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    decision INTEGER NOT NULL REFERENCES decisions, found TEXT,
    PRIMARY KEY (hash, start, "end", decision)
) WITHOUT ROWID;
CREATE INDEX places_by_decision ON decision_places (decision);

CREATE TABLE claims_set_aside (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles,
    sentence INTEGER NOT NULL REFERENCES sentences,
    place INTEGER NOT NULL REFERENCES places, field INTEGER NOT NULL REFERENCES fields,
    manner INTEGER NOT NULL REFERENCES manners, subject TEXT, entity TEXT, role TEXT, action TEXT,
    value TEXT NOT NULL, value_to TEXT, basis TEXT, period TEXT, quote TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents
);
CREATE INDEX set_aside_by_document ON claims_set_aside (document);
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("claims and their sources", _FIRST),
    ("joined where asked for", _JOINED_WHERE_ASKED),
    ("how documents were read", _HOW_IT_WAS_READ),
    ("decisions of reviewers", _DECISIONS),
)
"""Each change of shape by its name, in order; a store's ``user_version`` counts those it has had."""

INDEXES = {
    "claims_by_field": "CREATE INDEX IF NOT EXISTS claims_by_field ON claim_facts (field, place, manner)",
    "claims_by_role": "CREATE INDEX IF NOT EXISTS claims_by_role ON claim_facts (role, field, place, manner)"
    " WHERE role IS NOT NULL",
    "documents_by_hash": "CREATE INDEX IF NOT EXISTS documents_by_hash ON documents (hash)",
}
"""The indexes of claims and documents, apart from the tables, as a bulk load makes them once at its end."""

PARTS = (
    "migrations",
    "runs",
    "documents",
    "places",
    "fields",
    "manners",
    "articles",
    "sentences",
    "claim_facts",
)
"""The tables that every store has."""
