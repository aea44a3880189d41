-- The browser's chats by name, since a visitor has a lane before they are anybody; and the playground's cast.

DROP TABLE web_message;

CREATE TABLE web_message (
    id        TEXT PRIMARY KEY,
    chat      TEXT NOT NULL,
    club_id   TEXT REFERENCES club (id),
    post_key  TEXT NOT NULL,
    position  BIGINT NOT NULL,
    author    TEXT NOT NULL,
    body      BLOB NOT NULL,
    posted_at BIGINT NOT NULL,
    edited_at BIGINT,
    UNIQUE (chat, post_key)
);
CREATE INDEX web_message_of_chat ON web_message (chat, position);
CREATE INDEX web_message_of_author ON web_message (author);
CREATE INDEX web_message_of_club ON web_message (club_id);

CREATE TABLE web_persona (
    handle      TEXT PRIMARY KEY,
    name        BLOB NOT NULL,
    language    TEXT NOT NULL,
    is_operator INTEGER NOT NULL DEFAULT 0,
    club_id     TEXT REFERENCES club (id),
    position    BIGINT NOT NULL,
    made_by     TEXT NOT NULL UNIQUE
);
