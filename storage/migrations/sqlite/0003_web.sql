-- What the browser room shows: the messages posted there, as they were said.

CREATE TABLE web_message (
    id        TEXT PRIMARY KEY,
    place_id  TEXT NOT NULL REFERENCES place (id),
    club_id   TEXT REFERENCES club (id),
    post_key  TEXT NOT NULL,
    position  BIGINT NOT NULL,
    author    TEXT NOT NULL,
    body      BLOB NOT NULL,
    posted_at BIGINT NOT NULL,
    edited_at BIGINT,
    UNIQUE (place_id, post_key)
);
CREATE INDEX web_message_of_place ON web_message (place_id, position);
