-- How a message counts and where it goes on, questions that go unanswered, and the line that two missed meetings bring.

ALTER TABLE envelope ADD COLUMN weight INTEGER NOT NULL DEFAULT 2; -- how long it stays when the budget is short
ALTER TABLE envelope ADD COLUMN holds_up INTEGER NOT NULL DEFAULT 0; -- a duty the club stands still without
ALTER TABLE envelope ADD COLUMN rides_along INTEGER NOT NULL DEFAULT 0; -- never goes alone
ALTER TABLE envelope ADD COLUMN company_id TEXT; -- whose duty it is
ALTER TABLE envelope ADD COLUMN in_quiet INTEGER NOT NULL DEFAULT 0; -- put off because its person wants quiet
ALTER TABLE envelope ADD COLUMN answer_by BIGINT; -- until when an act of its person is an answer; NULL asks nothing more
UPDATE envelope SET weight = 6 WHERE view = 'polls.reminder';
CREATE INDEX envelope_asked ON envelope (answer_by) WHERE answer_by IS NOT NULL;
CREATE INDEX envelope_awaited ON envelope (person_id, club_id) WHERE state = 'pending';

ALTER TABLE membership ADD COLUMN questions INTEGER NOT NULL DEFAULT 0; -- asked since the last act
ALTER TABLE membership ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0; -- of these, in vain
ALTER TABLE membership ADD COLUMN heard_at BIGINT; -- the first act after a question

CREATE TABLE nudge (
    id         TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    company_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    missed     INTEGER NOT NULL, -- how many, within the window of that meeting
    told_at    BIGINT NOT NULL,
    UNIQUE (club_id, company_id, meeting_id, missed),
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id),
    FOREIGN KEY (club_id, meeting_id) REFERENCES meeting (club_id, id)
);
CREATE INDEX nudge_of_club ON nudge (club_id, told_at);
