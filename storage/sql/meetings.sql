-- name: add_meeting
-- A decided meeting.
INSERT INTO meeting (id, club_id, poll_id, host, place, day, start, zone, starts_at, ends_at, state, sequence, decided_at)
VALUES (:id, :club, :poll, :host, :place, :day, :start, :zone, :starts, :ends, 'decided', :sequence, :decided);

-- name: meeting_row
-- One meeting.
SELECT * FROM meeting WHERE club_id = :club AND id = :meeting;

-- name: mark_held
-- Its end has passed.
UPDATE meeting SET state = 'held' WHERE club_id = :club AND id = :meeting;

-- name: save_host
-- Whose and where it is, when that changed.
UPDATE meeting SET host = :host, place = :place, sequence = :sequence WHERE club_id = :club AND id = :meeting;

-- name: coming_meeting
-- The decided meeting that is not held yet.
SELECT * FROM meeting WHERE club_id = :club AND state = 'decided' ORDER BY starts_at LIMIT 1;

-- name: held_meetings
-- What was held, oldest first.
SELECT * FROM meeting WHERE club_id = :club AND state = 'held' ORDER BY starts_at;

-- name: meeting_of_poll
-- What a poll decided.
SELECT * FROM meeting WHERE club_id = :club AND poll_id = :poll ORDER BY decided_at DESC LIMIT 1;

-- name: purge_meeting
-- Meetings of ten years ago; over all clubs by right: housekeeping.
DELETE FROM meeting WHERE ends_at < :before;
