-- The turn as a thing of its own, which tips, brief and backpack belong to; meetings that are moved and cancelled;
-- companies that are away or on leave; members who asked for quiet.

CREATE TABLE turn (
    id          TEXT PRIMARY KEY,
    club_id     TEXT NOT NULL REFERENCES club (id),
    cycle       INTEGER NOT NULL,
    position    INTEGER NOT NULL, -- in the order of proposing, from 1 on
    company_id  TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'passed', 'lapsed', 'swapped', 'fell_out', 'withdrawn')),
    ground      TEXT NOT NULL CHECK (ground IN ('queue', 'named', 'pin', 'swap', 'volunteer', 'stand_in')),
    place       BLOB NOT NULL,
    webshop     BLOB NOT NULL,
    proposed_at BIGINT NOT NULL,
    asked_at    BIGINT,
    answer_by   BIGINT,
    accepted_at BIGINT,
    ended_at    BIGINT,
    UNIQUE (club_id, id),
    UNIQUE (club_id, position),
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
CREATE INDEX turn_of_club ON turn (club_id, cycle, position);
CREATE UNIQUE INDEX one_turn_at_a_time ON turn (club_id) WHERE state IN ('proposed', 'accepted') AND ended_at IS NULL;

CREATE TABLE absence (
    id         TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    company_id TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('away', 'leave')),
    first      TEXT NOT NULL,
    last       TEXT, -- NULL: until the company says it is back
    begins_at  BIGINT NOT NULL,
    ends_at    BIGINT,
    noted_at   BIGINT NOT NULL,
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
CREATE INDEX absence_of_club ON absence (club_id, company_id, begins_at);

ALTER TABLE membership ADD COLUMN snoozed_until BIGINT;
ALTER TABLE membership ADD COLUMN opted_out INTEGER NOT NULL DEFAULT 0; -- wants no questions and thanks, duties still
ALTER TABLE membership ADD COLUMN silent_since BIGINT; -- three questions in a row went unanswered; any act ends it

CREATE TABLE meeting_new (
    id           TEXT PRIMARY KEY,
    club_id      TEXT NOT NULL REFERENCES club (id),
    poll_id      TEXT NOT NULL,
    turn_id      TEXT NOT NULL,
    host         TEXT NOT NULL,
    place        BLOB NOT NULL,
    day          TEXT NOT NULL,
    start        TEXT NOT NULL,
    zone         TEXT NOT NULL,
    starts_at    BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('decided', 'held', 'cancelled')),
    sequence     INTEGER NOT NULL DEFAULT 0,
    is_moved     INTEGER NOT NULL DEFAULT 0,
    host_came    INTEGER NOT NULL DEFAULT 1, -- 0: the attendance card says the host did not come
    confirmed_at BIGINT, -- the attendance card was confirmed, or seven days have passed
    decided_at   BIGINT NOT NULL,
    UNIQUE (club_id, id),
    FOREIGN KEY (club_id, poll_id) REFERENCES poll (club_id, id)
);
-- A host named before turns were kept has its turn from now on; the meeting's id, which is free as a turn's, tells which.
INSERT INTO turn (id, club_id, cycle, position, company_id, state, ground, place, webshop, proposed_at, accepted_at, ended_at)
SELECT meeting.id, meeting.club_id, poll.cycle,
    ROW_NUMBER() OVER (PARTITION BY meeting.club_id ORDER BY meeting.starts_at), meeting.host, 'accepted', 'queue',
    X'', X'', meeting.decided_at, meeting.decided_at, CASE meeting.state WHEN 'held' THEN meeting.ends_at END
FROM meeting JOIN poll ON poll.club_id = meeting.club_id AND poll.id = meeting.poll_id;
INSERT INTO meeting_new (id, club_id, poll_id, turn_id, host, place, day, start, zone, starts_at, ends_at, state, sequence,
    confirmed_at, decided_at)
SELECT id, club_id, poll_id, id, host, place, day, start, zone, starts_at, ends_at, state, sequence,
    CASE state WHEN 'held' THEN ends_at END, decided_at
FROM meeting;
DROP TABLE meeting;
ALTER TABLE meeting_new RENAME TO meeting;
CREATE INDEX meeting_of_club ON meeting (club_id, starts_at);
CREATE UNIQUE INDEX one_meeting_a_poll ON meeting (club_id, poll_id);
INSERT INTO turn (id, club_id, cycle, position, company_id, state, ground, place, webshop, proposed_at, accepted_at)
SELECT poll.id, poll.club_id, poll.cycle,
    1 + (SELECT COUNT(*) FROM meeting WHERE meeting.club_id = poll.club_id), poll.host, 'accepted', 'queue',
    X'', X'', poll.opens_at, poll.opens_at
FROM poll WHERE poll.state IN ('planned', 'drawn', 'open', 'asking_host', 'lead_sets');
