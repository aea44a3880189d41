-- name: add_meeting
-- A decided meeting.
INSERT INTO meeting (id, club_id, poll_id, turn_id, host, place, day, start, zone, starts_at, ends_at, state, sequence,
    is_moved, announced, reason, host_came, confirmed_at, decided_at)
VALUES (:id, :club, :poll, :turn, :host, :place, :day, :start, :zone, :starts, :ends, :state, :sequence, :moved, :announced,
    :reason, :came, :confirmed, :decided);

-- name: meeting_row
-- One meeting.
SELECT * FROM meeting WHERE club_id = :club AND id = :meeting;

-- name: save_meeting
-- Everything of a meeting that may change.
UPDATE meeting SET turn_id = :turn, host = :host, place = :place, day = :day, start = :start, zone = :zone,
    starts_at = :starts, ends_at = :ends, state = :state, sequence = :sequence, is_moved = :moved,
    announced = :announced, reason = :reason, host_came = :came, confirmed_at = :confirmed
WHERE club_id = :club AND id = :id;

-- name: meeting_of_turn
-- What came of a turn; the latest when one before it was cancelled.
SELECT * FROM meeting WHERE club_id = :club AND turn_id = :turn ORDER BY decided_at DESC, id LIMIT 1;

-- name: meetings_of_club
-- Everything that was ever decided, oldest first.
SELECT * FROM meeting WHERE club_id = :club ORDER BY starts_at, decided_at;

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
