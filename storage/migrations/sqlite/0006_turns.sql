-- Who has passed the turn a poll belongs to, so that nobody is asked twice; and one meeting a poll, by the schema too.
ALTER TABLE poll ADD COLUMN passed TEXT NOT NULL DEFAULT '[]';
CREATE UNIQUE INDEX one_meeting_a_poll ON meeting (club_id, poll_id);
