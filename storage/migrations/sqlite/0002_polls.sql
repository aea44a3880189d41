-- The date poll and the meeting it decides.

CREATE TABLE poll (
    id         TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    cycle      INTEGER NOT NULL,
    round      INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN (
        'planned', 'drawn', 'open', 'asking_host', 'decided', 'failed', 'withdrawn', 'lead_sets')),
    host       TEXT NOT NULL,
    target     TEXT NOT NULL,
    opens_at   BIGINT NOT NULL,
    closes_at  BIGINT NOT NULL,
    tapped_at  BIGINT,
    closed_at  BIGINT,
    chosen     TEXT,
    want       TEXT CHECK (want IN ('host', 'quorum')),
    counted    TEXT NOT NULL DEFAULT '[]', -- the companies that were active when the date was decided
    UNIQUE (club_id, id)
);
CREATE INDEX poll_of_club ON poll (club_id, cycle, round);

CREATE TABLE slot (
    id      TEXT PRIMARY KEY,
    club_id TEXT NOT NULL REFERENCES club (id),
    poll_id TEXT NOT NULL,
    day     TEXT NOT NULL,
    start   TEXT NOT NULL,
    UNIQUE (poll_id, day, start),
    FOREIGN KEY (club_id, poll_id) REFERENCES poll (club_id, id)
);

CREATE TABLE mark (
    club_id    TEXT NOT NULL REFERENCES club (id),
    poll_id    TEXT NOT NULL,
    slot_id    TEXT NOT NULL REFERENCES slot (id),
    company_id TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    answer     TEXT NOT NULL CHECK (answer IN ('y', 'm', 'n')),
    by_phone   INTEGER NOT NULL DEFAULT 0 CHECK (by_phone IN (0, 1, 2)), -- 2: confirmed over the company's own answer
    position   BIGINT NOT NULL,
    marked_at  BIGINT NOT NULL,
    PRIMARY KEY (slot_id, company_id, person_id, by_phone),
    FOREIGN KEY (club_id, poll_id) REFERENCES poll (club_id, id),
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
CREATE INDEX mark_of_poll ON mark (club_id, poll_id, position);

CREATE TABLE meeting (
    id        TEXT PRIMARY KEY,
    club_id   TEXT NOT NULL REFERENCES club (id),
    poll_id   TEXT NOT NULL,
    host      TEXT NOT NULL,
    place     BLOB NOT NULL,
    day       TEXT NOT NULL,
    start     TEXT NOT NULL,
    zone      TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at   BIGINT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('decided', 'held')),
    sequence  INTEGER NOT NULL DEFAULT 0,
    decided_at BIGINT NOT NULL,
    FOREIGN KEY (club_id, poll_id) REFERENCES poll (club_id, id)
);
CREATE INDEX meeting_of_club ON meeting (club_id, starts_at);
