-- name: live_poll
-- The one round that is planned, drawn, open or waits for somebody.
SELECT * FROM poll WHERE club_id = :club AND state IN ('planned', 'drawn', 'open', 'asking_host', 'lead_sets')
ORDER BY cycle DESC, round DESC LIMIT 1;

-- name: poll_row
-- One round.
SELECT * FROM poll WHERE club_id = :club AND id = :poll;

-- name: polls_of_cycle
-- A cycle's rounds in their order.
SELECT * FROM poll WHERE club_id = :club AND cycle = :cycle ORDER BY round, id;

-- name: poll_of_slot
-- The round a slot belongs to.
SELECT poll.* FROM slot JOIN poll ON poll.club_id = slot.club_id AND poll.id = slot.poll_id
WHERE slot.club_id = :club AND slot.id = :slot;

-- name: add_poll
-- A new round.
INSERT INTO poll (id, club_id, cycle, round, state, host, target, opens_at, closes_at, tapped_at, closed_at, chosen, want, counted)
VALUES (:id, :club, :cycle, :round, :state, :host, :target, :opens, :closes, :tapped, :closed, :chosen, :want, :counted);

-- name: save_poll
-- Everything of a round that may change.
UPDATE poll SET state = :state, host = :host, target = :target, opens_at = :opens, closes_at = :closes,
    closed_at = :closed, chosen = :chosen, want = :want, counted = :counted
WHERE club_id = :club AND id = :id;

-- name: touch_poll
-- The last tap, from which the quiet ten minutes count.
UPDATE poll SET tapped_at = :now WHERE club_id = :club AND id = :poll;

-- name: slots_of_poll
-- A round's slots in the order of their dates.
SELECT id, day, start FROM slot WHERE club_id = :club AND poll_id = :poll ORDER BY day, start;

-- name: drop_slots
-- A drawn round's slots, to be replaced; nobody has answered yet.
DELETE FROM slot WHERE club_id = :club AND poll_id = :poll;

-- name: drop_marks_of_slot
-- The answers to one slot that can no longer become the date.
DELETE FROM mark WHERE club_id = :club AND poll_id = :poll AND slot_id = :slot;

-- name: drop_slot
-- One slot of a round, when no answer hangs on it any more.
DELETE FROM slot WHERE club_id = :club AND poll_id = :poll AND id = :slot;

-- name: add_slot
-- One slot.
INSERT INTO slot (id, club_id, poll_id, day, start) VALUES (:id, :club, :poll, :day, :start);

-- name: marks_of_poll
-- A round's marks in the order of commit.
SELECT slot_id, company_id, person_id, answer, by_phone, position FROM mark
WHERE club_id = :club AND poll_id = :poll ORDER BY position, slot_id;

-- name: put_mark
-- One answer; a person's earlier one on the same slot is replaced.
INSERT INTO mark (club_id, poll_id, slot_id, company_id, person_id, answer, by_phone, position, marked_at)
VALUES (:club, :poll, :slot, :company, :person, :answer, :by_phone, :position, :now)
ON CONFLICT (slot_id, company_id, person_id, by_phone)
DO UPDATE SET answer = excluded.answer, position = excluded.position, marked_at = excluded.marked_at;

-- name: active_companies
-- Companies with somebody pledged whose pledge has not lapsed, and not on leave, at this moment.
SELECT DISTINCT membership.company_id FROM membership
JOIN company ON company.club_id = membership.club_id AND company.id = membership.company_id
WHERE membership.club_id = :club AND membership.state = 'pledged' AND membership.pledged_at > :lapsed
    AND company.left_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.club_id = :club AND absence.company_id = company.id
        AND absence.kind = 'leave' AND absence.begins_at <= :now
        AND (absence.ends_at IS NULL OR absence.ends_at > :now));

-- name: fewest_choices
-- How many slots the least able of the club's rooms can hold.
SELECT MIN(choices) AS n FROM place WHERE club_id = :club AND person_id IS NULL AND reachable = 1;

-- name: clubs_with_marks
-- The clubs in whose running polls a person has answered; across clubs by right: the person's own erasure.
SELECT DISTINCT mark.club_id FROM mark JOIN poll ON poll.club_id = mark.club_id AND poll.id = mark.poll_id
WHERE mark.person_id = :person AND poll.state IN ('open', 'asking_host');

-- name: erase_live_marks
-- A person's answers in one club's running polls.
DELETE FROM mark WHERE club_id = :club AND person_id = :person
    AND poll_id IN (SELECT id FROM poll WHERE club_id = :club AND state IN ('open', 'asking_host'));

-- name: marks_in_ended_polls
-- Where a person has answered in polls that are over; across clubs by right: the person's own erasure.
SELECT club_id, slot_id, company_id, by_phone FROM mark WHERE person_id = :person ORDER BY position;

-- name: count_nobody
-- How many nameless marks a slot already has, so that a new one gets a name of its own.
SELECT COUNT(*) AS n FROM mark WHERE club_id = :club AND slot_id = :slot AND person_id LIKE 'nobody%';

-- name: make_mark_nameless
-- An old answer keeps its count without the person.
UPDATE mark SET person_id = :nobody WHERE club_id = :club AND slot_id = :slot AND company_id = :company
    AND person_id = :person AND by_phone = :by_phone;

-- name: marks_of_person
-- A person's own answers; across clubs by right: the person's own export.
SELECT mark.club_id, slot.day, slot.start, mark.answer, mark.by_phone, mark.marked_at FROM mark
JOIN slot ON slot.club_id = mark.club_id AND slot.id = mark.slot_id WHERE mark.person_id = :person
ORDER BY mark.marked_at;

-- name: purge_mark
-- Answers to polls closed long ago; over all clubs by right: housekeeping.
DELETE FROM mark WHERE marked_at < :before;

-- name: purge_poll
-- Rounds closed long ago that decided no meeting, when nothing hangs on them; over all clubs by right: housekeeping.
DELETE FROM poll WHERE closed_at < :before
    AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.poll_id = poll.id)
    AND NOT EXISTS (SELECT 1 FROM slot WHERE slot.poll_id = poll.id)
    AND NOT EXISTS (SELECT 1 FROM meeting WHERE meeting.poll_id = poll.id);

-- name: purge_slot
-- Slots of rounds closed long ago; over all clubs by right: housekeeping.
DELETE FROM slot WHERE poll_id IN (SELECT id FROM poll WHERE closed_at < :before)
    AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.slot_id = slot.id);
