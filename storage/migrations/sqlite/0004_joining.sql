-- Tries of secrets that opened nothing, so that nobody tries for long.

CREATE TABLE attempt (
    id       TEXT PRIMARY KEY,
    mark     TEXT NOT NULL,
    tried_at BIGINT NOT NULL
);
CREATE INDEX attempt_of_mark ON attempt (mark, tried_at);
CREATE INDEX attempt_by_age ON attempt (tried_at);
