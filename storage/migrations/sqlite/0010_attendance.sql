-- Who comes to a meeting, said beforehand; who was there, marked afterwards.

CREATE TABLE rsvp (
    id         TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    meeting_id TEXT NOT NULL,
    company_id TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    coming     TEXT NOT NULL CHECK (coming IN ('c', 'n')), -- coming, cannot
    reason     BLOB NOT NULL,
    said_at    BIGINT NOT NULL,
    UNIQUE (club_id, meeting_id, company_id),
    FOREIGN KEY (club_id, meeting_id) REFERENCES meeting (club_id, id),
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);

CREATE TABLE attendance (
    club_id    TEXT NOT NULL REFERENCES club (id),
    meeting_id TEXT NOT NULL,
    company_id TEXT NOT NULL,
    presence   TEXT CHECK (presence IN ('p', 'k', 'l', 'e', 'a')), -- NULL: somebody said it is not known
    marked_by  TEXT, -- NULL: nobody marked it, seven days went by
    marked_at  BIGINT NOT NULL,
    is_assumed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (club_id, meeting_id, company_id),
    FOREIGN KEY (club_id, meeting_id) REFERENCES meeting (club_id, id),
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
