-- name: brief_of_turn
-- What a turn's host asks of its guests.
SELECT * FROM brief WHERE club_id = :club AND turn_id = :turn;

-- name: keep_brief
-- A turn's brief, in the place of the one before.
INSERT INTO brief (club_id, turn_id, goal, questions, written_by, written_at)
VALUES (:club, :turn, :goal, :questions, :person, :written)
ON CONFLICT (club_id, turn_id) DO UPDATE SET goal = excluded.goal, questions = excluded.questions,
    written_by = excluded.written_by, written_at = excluded.written_at;

-- name: forget_author
-- Who wrote a brief, which stays the company's; over all clubs by right: the person's own.
UPDATE brief SET written_by = NULL WHERE written_by = :person;

-- name: briefs_of_person
-- What somebody has written for their company; over all clubs by right: the person's own.
SELECT * FROM brief WHERE written_by = :person ORDER BY written_at;

-- name: purge_brief
-- Briefs of ten years ago, as old as the turns they belong to; over all clubs by right: housekeeping.
DELETE FROM brief WHERE written_at < :before;
