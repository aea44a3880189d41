-- What every feature stands on: people, clubs and their rosters, places, and the machinery of telling.
-- Instants are whole microseconds UTC; sealed columns are BLOB; wall dates and times are ISO text.

CREATE TABLE installation (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE person (
    id         TEXT PRIMARY KEY,
    language   TEXT NOT NULL,
    zone       TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE account (
    platform  TEXT NOT NULL,
    user_ref  TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (platform, user_ref)
);
CREATE INDEX account_of_person ON account (person_id);

CREATE TABLE organizer (
    person_id TEXT PRIMARY KEY REFERENCES person (id),
    since     BIGINT NOT NULL
);

CREATE TABLE bootstrap (
    code_hash  TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    used_at    BIGINT
);

CREATE TABLE club (
    id            TEXT PRIMARY KEY,
    version       BIGINT NOT NULL DEFAULT 0,
    data_key      BLOB NOT NULL,
    name          BLOB NOT NULL,
    language      TEXT NOT NULL,
    languages     TEXT NOT NULL,
    zone          TEXT NOT NULL,
    countries     TEXT NOT NULL,
    weekdays      TEXT NOT NULL,
    start_time    TEXT NOT NULL,
    length_minutes INTEGER NOT NULL,
    cadence_weeks INTEGER NOT NULL,
    host_company  TEXT,
    host_place    BLOB,
    setup_step    INTEGER NOT NULL DEFAULT 1,
    ready_at      BIGINT,
    cycle_began   BIGINT NOT NULL,
    cycle_rounds  INTEGER NOT NULL DEFAULT 0,
    founded_by    TEXT REFERENCES person (id),
    founded_at    BIGINT NOT NULL,
    closed_at     BIGINT
);

CREATE TABLE pause (
    id       TEXT PRIMARY KEY,
    club_id  TEXT NOT NULL REFERENCES club (id),
    yearly   INTEGER NOT NULL,
    first    TEXT NOT NULL,
    last     TEXT NOT NULL
);
CREATE INDEX pause_of_club ON pause (club_id);

CREATE TABLE company (
    id        TEXT PRIMARY KEY,
    club_id   TEXT NOT NULL REFERENCES club (id),
    name      BLOB NOT NULL,
    position  INTEGER NOT NULL,
    joined_at BIGINT,
    left_at   BIGINT,
    UNIQUE (club_id, id)
);
CREATE INDEX company_of_club ON company (club_id, position);

CREATE TABLE membership (
    id             TEXT PRIMARY KEY,
    club_id        TEXT NOT NULL REFERENCES club (id),
    company_id     TEXT NOT NULL,
    person_id      TEXT REFERENCES person (id),
    name           BLOB NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('invited', 'waiting', 'pledged', 'former')),
    post           TEXT NOT NULL DEFAULT 'none' CHECK (post IN ('none', 'lead', 'deputy')),
    is_contact     INTEGER NOT NULL DEFAULT 0,
    position       INTEGER NOT NULL,
    pledged_at     BIGINT,
    pledge_version INTEGER NOT NULL DEFAULT 0,
    left_at        BIGINT,
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
CREATE INDEX membership_of_club ON membership (club_id, position);
CREATE INDEX membership_of_person ON membership (person_id);

CREATE TABLE invitation (
    token_hash    TEXT PRIMARY KEY,
    club_id       TEXT NOT NULL REFERENCES club (id),
    membership_id TEXT NOT NULL REFERENCES membership (id),
    expires_at    BIGINT NOT NULL,
    opened_by     TEXT REFERENCES person (id),
    used_at       BIGINT,
    revoked_at    BIGINT
);
CREATE INDEX invitation_of_club ON invitation (club_id, membership_id);

CREATE TABLE place (
    id          TEXT PRIMARY KEY,
    platform    TEXT NOT NULL,
    chat        TEXT NOT NULL,
    thread      TEXT NOT NULL,
    club_id     TEXT REFERENCES club (id),
    person_id   TEXT REFERENCES person (id),
    reachable   INTEGER NOT NULL DEFAULT 1,
    choices     INTEGER NOT NULL DEFAULT 4, -- how many slots a date poll's card can hold there
    acted_at    BIGINT NOT NULL,
    UNIQUE (platform, chat, thread)
);
CREATE INDEX place_of_club ON place (club_id);
CREATE INDEX place_of_person ON place (person_id);

CREATE TABLE dedup (
    update_key TEXT PRIMARY KEY,
    seen_at    BIGINT NOT NULL
);
CREATE INDEX dedup_by_age ON dedup (seen_at);

CREATE TABLE set_aside (
    club_id   TEXT NOT NULL REFERENCES club (id),
    person_id TEXT NOT NULL REFERENCES person (id),
    act       BLOB NOT NULL,
    kept_at   BIGINT NOT NULL,
    PRIMARY KEY (club_id, person_id)
);

CREATE TABLE envelope (
    id         TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    person_id  TEXT NOT NULL REFERENCES person (id),
    kind       TEXT NOT NULL,
    view       TEXT NOT NULL,
    ids        TEXT NOT NULL,
    unique_key TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    not_after  BIGINT,
    state      TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'dead')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    place_id   TEXT REFERENCES place (id),
    message    TEXT,
    reason     TEXT,
    settled_at BIGINT,
    UNIQUE (club_id, unique_key)
);
CREATE INDEX envelope_due ON envelope (not_before) WHERE state = 'pending';
CREATE INDEX envelope_unresolved ON envelope (person_id) WHERE state = 'sending';
CREATE INDEX envelope_counted ON envelope (person_id, settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE card (
    id         TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    place_id   TEXT NOT NULL REFERENCES place (id),
    view       TEXT NOT NULL,
    ids        TEXT NOT NULL,
    loud       INTEGER NOT NULL DEFAULT 0,
    message    TEXT,
    shown      TEXT NOT NULL DEFAULT '',
    changes    BIGINT NOT NULL DEFAULT 1,
    shown_changes BIGINT NOT NULL DEFAULT 0,
    attempts   INTEGER NOT NULL DEFAULT 0,
    reposts    INTEGER NOT NULL DEFAULT 0,
    given_up   INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    UNIQUE (place_id, view, ids)
);
CREATE INDEX card_changed ON card (changed_at) WHERE changes > shown_changes AND given_up = 0;
CREATE INDEX card_of_club ON card (club_id, view);

CREATE TABLE timer (
    id      TEXT PRIMARY KEY,
    club_id TEXT NOT NULL REFERENCES club (id),
    data    TEXT NOT NULL,
    due_at  BIGINT NOT NULL,
    UNIQUE (club_id, data)
);
CREATE INDEX timer_due ON timer (due_at);
