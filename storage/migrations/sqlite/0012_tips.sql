-- Tips for a host's webshop, who backs them, and which of them are nearly alike.

CREATE TABLE tip (
    id         TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    turn_id    TEXT NOT NULL, -- no reference: a club's turns are purged before its tips
    company_id TEXT NOT NULL,
    person_id  TEXT REFERENCES person (id), -- NULL: the author was erased, the words stay unsigned
    words      BLOB NOT NULL,
    experience BLOB NOT NULL,
    language   TEXT NOT NULL,
    given_at   BIGINT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('asked', 'given', 'withdrawn', 'returned')),
    area       TEXT CHECK (area IN ('f', 'p', 's', 'c', 'd', 'm', 'i', 't', 'a', 'o')),
    effort     INTEGER CHECK (effort IN (1, 2, 3)),
    effect     INTEGER CHECK (effect IN (1, 2, 3)),
    is_named   INTEGER NOT NULL DEFAULT 1,
    joined_to  TEXT,
    edition    INTEGER NOT NULL DEFAULT 0, -- 0: not packed yet
    origin     TEXT NOT NULL DEFAULT '', -- which message it was saved from, hashed; nothing for one that was given
    UNIQUE (club_id, id),
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id),
    FOREIGN KEY (club_id, joined_to) REFERENCES tip (club_id, id)
);
CREATE INDEX tip_of_turn ON tip (club_id, turn_id, given_at);
CREATE INDEX tip_of_person ON tip (person_id);
CREATE UNIQUE INDEX one_tip_a_message ON tip (club_id, origin) WHERE origin != '';

CREATE TABLE backing (
    club_id    TEXT NOT NULL REFERENCES club (id),
    tip_id     TEXT NOT NULL,
    company_id TEXT NOT NULL,
    person_id  TEXT REFERENCES person (id), -- NULL: the person was erased, the company's word stays
    backed_at  BIGINT NOT NULL,
    PRIMARY KEY (tip_id, company_id),
    FOREIGN KEY (club_id, tip_id) REFERENCES tip (club_id, id),
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
CREATE INDEX backing_of_person ON backing (person_id);

CREATE TABLE alike (
    club_id  TEXT NOT NULL REFERENCES club (id),
    one      TEXT NOT NULL, -- the tip given first
    other    TEXT NOT NULL,
    is_apart INTEGER NOT NULL DEFAULT 0, -- 1: looked at, and they are two tips
    noted_at BIGINT NOT NULL,
    PRIMARY KEY (one, other),
    FOREIGN KEY (club_id, one) REFERENCES tip (club_id, id),
    FOREIGN KEY (club_id, other) REFERENCES tip (club_id, id)
);
