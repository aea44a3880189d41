-- What a host asks of its guests; and how often a meeting's date was made known, with the reason it was cancelled for.

CREATE TABLE brief (
    club_id    TEXT NOT NULL REFERENCES club (id),
    turn_id    TEXT NOT NULL,
    goal       BLOB NOT NULL,
    questions  BLOB NOT NULL, -- a list of at most three, as JSON
    written_by TEXT, -- NULL once the person is erased: the words are the company's
    written_at BIGINT NOT NULL,
    PRIMARY KEY (club_id, turn_id),
    FOREIGN KEY (club_id, turn_id) REFERENCES turn (club_id, id) ON DELETE CASCADE
);

ALTER TABLE meeting ADD COLUMN announced INTEGER NOT NULL DEFAULT 0; -- 0: as decided; one more for each move and the end
ALTER TABLE meeting ADD COLUMN reason BLOB; -- told to members in private; gone once the meeting would have ended
