-- name: rsvps_of_meeting
-- What companies have said of a meeting themselves.
SELECT * FROM rsvp WHERE club_id = :club AND meeting_id = :meeting ORDER BY said_at, company_id;

-- name: drop_rsvp
-- A company's earlier word makes room for its latest.
DELETE FROM rsvp WHERE club_id = :club AND meeting_id = :meeting AND company_id = :company;

-- name: add_rsvp
-- A company's latest word.
INSERT INTO rsvp (id, club_id, meeting_id, company_id, person_id, coming, reason, said_at)
VALUES (:id, :club, :meeting, :company, :person, :coming, :reason, :at);

-- name: void_rsvps
-- Nobody has said anything of this date.
DELETE FROM rsvp WHERE club_id = :club AND meeting_id = :meeting;

-- name: void_attendance
-- A cancelled meeting is attended by nobody.
DELETE FROM attendance WHERE club_id = :club AND meeting_id = :meeting;

-- name: attendance_of_meeting
-- A meeting's marks; without a presence it was said to be unknown.
SELECT * FROM attendance WHERE club_id = :club AND meeting_id = :meeting ORDER BY company_id;

-- name: attendance_of_club
-- All marks of all meetings.
SELECT * FROM attendance WHERE club_id = :club AND presence IS NOT NULL ORDER BY meeting_id, company_id;

-- name: put_attendance
-- A company's mark; its earlier one is replaced.
INSERT INTO attendance (club_id, meeting_id, company_id, presence, marked_by, marked_at, is_assumed)
VALUES (:club, :meeting, :company, :presence, :person, :at, :assumed)
ON CONFLICT (club_id, meeting_id, company_id) DO UPDATE SET presence = excluded.presence,
    marked_by = excluded.marked_by, marked_at = excluded.marked_at, is_assumed = excluded.is_assumed;

-- name: rsvps_of_person
-- What a person said of meetings; across clubs by right: the person's own.
SELECT rsvp.*, meeting.day FROM rsvp
JOIN meeting ON meeting.club_id = rsvp.club_id AND meeting.id = rsvp.meeting_id
WHERE rsvp.person_id = :person ORDER BY rsvp.said_at;

-- name: attendance_by_person
-- The marks a person set; across clubs by right: the person's own.
SELECT attendance.*, meeting.day FROM attendance
JOIN meeting ON meeting.club_id = attendance.club_id AND meeting.id = attendance.meeting_id
WHERE attendance.marked_by = :person ORDER BY attendance.marked_at;

-- name: make_rsvp_nameless
-- A company's word outlives who said it, without the reason.
UPDATE rsvp SET person_id = :nobody, reason = X'' WHERE club_id = :club AND id = :id;

-- name: make_attendance_nameless
-- Marks outlive who set them; across clubs by right: the person's own.
UPDATE attendance SET marked_by = :nobody WHERE marked_by = :person;

-- name: purge_rsvp
-- What was said of meetings long ago; over all clubs by right: housekeeping.
DELETE FROM rsvp WHERE said_at < :before;

-- name: purge_attendance
-- Attendance of long ago; over all clubs by right: housekeeping.
DELETE FROM attendance WHERE marked_at < :before;
