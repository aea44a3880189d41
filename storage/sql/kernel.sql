-- name: raise_version
-- The first write of every act: takes the club's lock, conditionally on the version that was read.
UPDATE club SET version = version + 1 WHERE id = :club AND version = :version;

-- name: club_version
-- The version the conditional write is held against.
SELECT version FROM club WHERE id = :club AND closed_at IS NULL;

-- name: club_row
-- A club's own row, a closed one's too, and whether any of its pledged members lives in another zone.
SELECT club.*, EXISTS (SELECT 1 FROM membership JOIN person ON person.id = membership.person_id
    WHERE membership.club_id = :club AND membership.state = 'pledged' AND person.zone != club.zone) AS zones_differ
FROM club WHERE club.id = :club;

-- name: club_outline
-- What of a club decides who may do what and how times are told; the last as in club_row.
SELECT club.host_company, club.founded_by, club.zone,
    EXISTS (SELECT 1 FROM membership JOIN person ON person.id = membership.person_id
        WHERE membership.club_id = :club AND membership.state = 'pledged' AND person.zone != club.zone) AS zones_differ
FROM club WHERE club.id = :club;

-- name: club_data_key
-- A club's wrapped data key.
SELECT data_key FROM club WHERE id = :club;

-- name: pauses_of_club
-- A club's pauses, yearly ones too.
SELECT id, yearly, first, last FROM pause WHERE club_id = :club ORDER BY first, id;

-- name: person_of_account
-- Whose account this is.
SELECT person.id, person.language, person.zone FROM account JOIN person ON person.id = account.person_id
WHERE account.platform = :platform AND account.user_ref = :user;

-- name: person_row
-- One person.
SELECT id, language, zone FROM person WHERE id = :person;

-- name: organizer_row
-- Whether a person is an organizer.
SELECT since FROM organizer WHERE person_id = :person;

-- name: clubs_of_person
-- The clubs a person stands in, across clubs by right: it is the person's own question.
SELECT DISTINCT membership.club_id, club.founded_at FROM membership JOIN club ON club.id = membership.club_id
WHERE membership.person_id = :person AND membership.state != 'former' AND club.closed_at IS NULL
ORDER BY club.founded_at, membership.club_id;

-- name: closed_clubs_of_person
-- The clubs in which a person was pledged when they closed; across clubs by right: it is the person's own question.
SELECT membership.club_id FROM membership JOIN club ON club.id = membership.club_id
WHERE membership.person_id = :person AND membership.pledged_at IS NOT NULL AND club.closed_at IS NOT NULL
    AND (membership.left_at IS NULL OR membership.left_at >= club.closed_at)
ORDER BY club.closed_at, membership.club_id;

-- name: members_of_club
-- A club's whole roster, in joining order.
SELECT membership.*, person.language AS language, person.zone AS zone,
    EXISTS (SELECT 1 FROM absence WHERE absence.club_id = :club AND absence.company_id = membership.company_id
        AND absence.kind = 'leave' AND absence.begins_at <= :now
        AND (absence.ends_at IS NULL OR absence.ends_at > :now)) AS is_on_leave
FROM membership
LEFT JOIN person ON person.id = membership.person_id
WHERE membership.club_id = :club ORDER BY membership.position, membership.id;

-- name: members_of_person
-- A person's own rows in a club's roster.
SELECT membership.*, person.language AS language, person.zone AS zone,
    EXISTS (SELECT 1 FROM absence WHERE absence.club_id = :club AND absence.company_id = membership.company_id
        AND absence.kind = 'leave' AND absence.begins_at <= :now
        AND (absence.ends_at IS NULL OR absence.ends_at > :now)) AS is_on_leave
FROM membership
LEFT JOIN person ON person.id = membership.person_id
WHERE membership.club_id = :club AND membership.person_id = :person ORDER BY membership.position, membership.id;

-- name: companies_of_club
-- A club's companies, whether they are on leave now, and whether they are active: somebody pledged whose pledge has not
-- lapsed, and no leave (R0).
SELECT company.id, company.name, company.position, company.joined_at,
    EXISTS (SELECT 1 FROM absence WHERE absence.club_id = :club AND absence.company_id = company.id
        AND absence.kind = 'leave' AND absence.begins_at <= :now
        AND (absence.ends_at IS NULL OR absence.ends_at > :now)) AS is_on_leave,
    EXISTS (SELECT 1 FROM membership WHERE membership.club_id = :club AND membership.company_id = company.id
        AND membership.state = 'pledged' AND membership.pledged_at > :lapsed)
    AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.club_id = :club AND absence.company_id = company.id
        AND absence.kind = 'leave' AND absence.begins_at <= :now
        AND (absence.ends_at IS NULL OR absence.ends_at > :now)) AS is_active
FROM company WHERE company.club_id = :club AND company.left_at IS NULL ORDER BY company.position, company.id;

-- name: find_place
-- The place registered for a chat; over all clubs by right: the chat tells which club it is.
SELECT * FROM place WHERE platform = :platform AND chat = :chat AND thread = :thread;

-- name: place_row
-- One place; over all clubs by right: asked by what a card or an envelope names.
SELECT * FROM place WHERE id = :place;

-- name: rooms_of_club
-- A club's rooms.
SELECT * FROM place WHERE club_id = :club AND person_id IS NULL AND reachable = 1 ORDER BY id;

-- name: lanes_of_person
-- A person's private lanes, the one acted in last first; across clubs by right: they are the person's own.
SELECT * FROM place WHERE person_id = :person AND reachable = 1 ORDER BY acted_at DESC, id;

-- name: add_place
-- Registers a chat.
INSERT INTO place (id, platform, chat, thread, club_id, person_id, acted_at)
VALUES (:id, :platform, :chat, :thread, :club, :person, :now)
ON CONFLICT (platform, chat, thread) DO NOTHING;

-- name: touch_place
-- The person acted here again, so it is reachable; across clubs by right: it is the person's own.
UPDATE place SET reachable = 1, acted_at = :now WHERE id = :place;

-- name: rebind_room
-- A chat becomes the room of a club.
UPDATE place SET club_id = :club, person_id = NULL, reachable = 1, acted_at = :now WHERE id = :place;

-- name: note_slots
-- How many slots the rooms of a platform can hold; over all clubs by right: an adapter's start-up check.
UPDATE place SET choices = :slots WHERE platform = :platform AND person_id IS NULL AND choices != :slots;

-- name: mark_unreachable
-- A lasting refusal; over all clubs by right: the courier's note.
UPDATE place SET reachable = 0 WHERE id = :place;

-- name: see_update
-- Remembers an update; changes no row when it was known.
INSERT INTO dedup (update_key, seen_at) VALUES (:key, :now) ON CONFLICT (update_key) DO NOTHING;

-- name: keep_aside
-- Keeps the act that waits for the pledge; a newer one replaces it.
INSERT INTO set_aside (club_id, person_id, act, kept_at) VALUES (:club, :person, :act, :now)
ON CONFLICT (club_id, person_id) DO UPDATE SET act = excluded.act, kept_at = excluded.kept_at;

-- name: aside_row
-- The act that waits.
SELECT act FROM set_aside WHERE club_id = :club AND person_id = :person;

-- name: forget_aside
-- The act goes on, or is dropped.
DELETE FROM set_aside WHERE club_id = :club AND person_id = :person;

-- name: put_envelope
-- Keeps an envelope, once per key.
INSERT INTO envelope (id, club_id, person_id, kind, view, ids, unique_key, not_before, not_after, weight, holds_up,
    rides_along, company_id)
VALUES (:id, :club, :person, :kind, :view, :ids, :key, :not_before, :not_after, :weight, :holds_up, :rides_along, :company)
ON CONFLICT (club_id, unique_key) DO NOTHING;

-- name: cancel_envelopes
-- Drops what is still due to a person who left a club.
UPDATE envelope SET state = 'dead', reason = 'left', settled_at = :now
WHERE club_id = :club AND person_id = :person AND state = 'pending';

-- name: due_envelopes
-- What is due, oldest first and of those what must arrive first (a date comes before what it asks of its host), none to
-- somebody with an unresolved one; over all clubs by right: the courier's question.
SELECT * FROM envelope WHERE state = 'pending' AND not_before <= :now AND rides_along = 0
    AND NOT EXISTS (SELECT 1 FROM envelope AS other WHERE other.person_id = envelope.person_id AND other.state = 'sending')
ORDER BY not_before, kind <> 'must', id LIMIT :most;

-- name: riders_of_person
-- What goes along with the next message to somebody in a club.
SELECT * FROM envelope
WHERE club_id = :club AND person_id = :person AND state = 'pending' AND rides_along = 1 AND not_before <= :now
ORDER BY not_before, id;

-- name: awaited_weights
-- Which kinds of counted messages somebody is still to get in a club.
SELECT DISTINCT weight FROM envelope
WHERE club_id = :club AND person_id = :person AND state = 'pending' AND rides_along = 0 AND kind IN ('ask', 'kind');

-- name: next_envelope
-- When the next envelope is due; over all clubs by right: the clockwork's question.
SELECT MIN(not_before) AS due FROM envelope WHERE state = 'pending' AND rides_along = 0;

-- name: next_overdue
-- When the next question has gone unanswered; over all clubs by right: the clockwork's question.
SELECT MIN(answer_by) AS due FROM envelope WHERE answer_by IS NOT NULL;

-- name: unresolved_envelopes
-- What a crash or a broken connection left open; over all clubs by right: the courier's question.
SELECT * FROM envelope WHERE state = 'sending' ORDER BY not_before, id;

-- name: mark_sending
-- An attempt is about to be made; over all clubs by right: the courier's note.
UPDATE envelope SET state = 'sending', attempts = attempts + 1, place_id = :place WHERE id = :envelope AND state = 'pending';

-- name: mark_sent
-- The platform's receipt; over all clubs by right: the courier's note.
UPDATE envelope SET state = 'sent', message = :message, settled_at = :now WHERE id = :envelope AND state = 'sending';

-- name: postpone_envelope
-- Due later; over all clubs by right: the courier's note.
UPDATE envelope SET state = 'pending', not_before = :until, in_quiet = :in_quiet
WHERE id = :envelope AND state IN ('pending', 'sending');

-- name: release_envelopes
-- Somebody wants to hear again: what waited for that is due.
UPDATE envelope SET not_before = :now, in_quiet = 0
WHERE club_id = :club AND person_id = :person AND state = 'pending' AND in_quiet = 1;

-- name: drop_envelope
-- Ended unsent, with one of our own words why; over all clubs by right: the courier's note.
UPDATE envelope SET state = 'dead', reason = :reason, settled_at = :now
WHERE id = :envelope AND state IN ('pending', 'sending');

-- name: counted_since
-- How many counted messages a person was sent, or may have been, over all clubs; several envelopes that became one
-- message are one; across clubs by right: the own budget.
SELECT COUNT(DISTINCT COALESCE(place_id || ':' || message, id)) AS n FROM envelope
WHERE person_id = :person AND settled_at >= :since AND kind IN ('ask', 'kind') AND rides_along = 0
    AND (state = 'sent' OR (state = 'dead' AND reason = 'in doubt'));

-- name: duties_in_club
-- How many duties a person was sent in one club.
SELECT COUNT(*) AS n FROM envelope
WHERE club_id = :club AND person_id = :person AND settled_at >= :since AND kind = 'duty' AND state = 'sent';

-- name: counted_in_club
-- How many counted messages a person was sent, or may have been, in one club; several in one message are one.
SELECT COUNT(DISTINCT COALESCE(place_id || ':' || message, id)) AS n FROM envelope
WHERE club_id = :club AND person_id = :person AND settled_at >= :since AND kind IN ('ask', 'kind') AND rides_along = 0
    AND (state = 'sent' OR (state = 'dead' AND reason = 'in doubt'));

-- name: kinds_in_club
-- Which counted messages a person was sent, or may have been, in one club, and how often.
SELECT weight, COUNT(*) AS n FROM envelope
WHERE club_id = :club AND person_id = :person AND settled_at >= :since AND kind IN ('ask', 'kind') AND rides_along = 0
    AND (state = 'sent' OR (state = 'dead' AND reason = 'in doubt'))
GROUP BY weight;

-- name: wish_quiet
-- How quiet a member wants it.
UPDATE membership SET snoozed_until = :until, opted_out = :opted_out WHERE club_id = :club AND id = :member;

-- name: note_question
-- Until when an act of its person is an answer to a message.
UPDATE envelope SET answer_by = :answer_by WHERE club_id = :club AND id = :envelope;

-- name: count_question
-- One question more since the last act of its person.
UPDATE membership SET questions = questions + 1
WHERE club_id = :club AND person_id = :person AND state = 'pledged';

-- name: overdue_questions
-- Questions whose time is up; over all clubs by right: the courier's question.
SELECT * FROM envelope WHERE answer_by <= :now ORDER BY answer_by, id LIMIT :most;

-- name: give_up_question
-- No answer is waited for any more; over all clubs by right: the courier's note.
UPDATE envelope SET answer_by = NULL WHERE id = :envelope;

-- name: count_unanswered
-- A question to which nothing came, unless its person did something since it was sent.
UPDATE membership SET unanswered = unanswered + 1
WHERE club_id = :club AND id = :member AND NOT EXISTS (
    SELECT 1 FROM envelope
    WHERE envelope.club_id = :club AND envelope.id = :envelope AND membership.heard_at >= envelope.settled_at);

-- name: unanswered_row
-- How many questions in a row nothing came of.
SELECT unanswered FROM membership WHERE club_id = :club AND id = :member;

-- name: fall_silent
-- A member is asked nothing more.
UPDATE membership SET silent_since = :now WHERE club_id = :club AND id = :member AND silent_since IS NULL;

-- name: heard_from
-- An act of a member ends all that went unanswered.
UPDATE membership SET questions = 0, unanswered = 0, silent_since = NULL, heard_at = :now
WHERE club_id = :club AND id = :member;

-- name: hang_card
-- Hangs a card in one room, once; a quiet one only while fewer than so many were hung there in the club's cycle.
INSERT INTO card (id, club_id, place_id, view, ids, loud, changed_at, hung_at)
SELECT :id, :club, :place, :view, :ids, :loud, :now, :now
WHERE :loud = 1 OR :most > (SELECT COUNT(*) FROM card AS other JOIN club ON club.id = other.club_id
    WHERE other.club_id = :club AND other.place_id = :place AND other.loud = 0 AND other.hung_at >= club.cycle_began)
ON CONFLICT (place_id, view, ids) DO NOTHING;

-- name: card_of_view
-- Whether a view hangs in any room of the club.
SELECT id FROM card WHERE club_id = :club AND view = :view AND ids = :ids AND given_up = 0 LIMIT 1;

-- name: mark_card
-- What a card mirrors has changed.
UPDATE card SET changes = changes + 1, changed_at = :now WHERE club_id = :club AND view = :view AND ids = :ids;

-- name: mark_cards
-- Something that every card of a club may show has changed.
UPDATE card SET changes = changes + 1, changed_at = :now WHERE club_id = :club;

-- name: changed_cards
-- Cards behind the state, oldest change first; over all clubs by right: the card keeper's question.
SELECT * FROM card WHERE changes > shown_changes AND given_up = 0 ORDER BY changed_at, id LIMIT :most;

-- name: mark_posting
-- An attempt to post is about to be made; over all clubs by right: the card keeper's note.
UPDATE card SET attempts = attempts + 1 WHERE id = :card;

-- name: mark_shown
-- What hangs now; over all clubs by right: the card keeper's note.
UPDATE card SET message = :message, shown = :shown, shown_changes = :changes WHERE id = :card;

-- name: mark_gone
-- The message was deleted: posted anew once, then given up; over all clubs by right: the card keeper's note.
UPDATE card SET message = NULL, shown = '', changes = changes + 1, reposts = reposts + 1,
    given_up = CASE WHEN reposts >= 1 THEN 1 ELSE 0 END
WHERE id = :card;

-- name: give_up_card
-- The place refuses for good, or there is nothing to show any more; over all clubs by right: the card keeper's note.
UPDATE card SET given_up = 1 WHERE id = :card;

-- name: drop_timer
-- Forgets the one timer of an intent, to cancel or to move it.
DELETE FROM timer WHERE club_id = :club AND data = :data;

-- name: set_timer
-- Sets a timer; moving one gives it a new id, so that a run already under way finds the old one gone.
INSERT INTO timer (id, club_id, data, due_at) VALUES (:id, :club, :data, :due);

-- name: due_timers
-- What falls due, in order; over all clubs by right: the clockwork's question.
SELECT * FROM timer WHERE due_at <= :now ORDER BY due_at, id LIMIT :most;

-- name: next_timer
-- What falls due next; over all clubs by right: the clockwork's question.
SELECT * FROM timer ORDER BY due_at, id LIMIT 1;

-- name: timers_of_club
-- A club's timers in the order they fall due.
SELECT * FROM timer WHERE club_id = :club ORDER BY due_at, id;

-- name: put_off_timer
-- Tries a failed timer again later; over all clubs by right: the clockwork's note.
UPDATE timer SET due_at = :due WHERE id = :timer;

-- name: end_timer
-- A timer is handled; changes no row when it was cancelled or moved meanwhile;
-- over all clubs by right: the clockwork's note.
DELETE FROM timer WHERE id = :timer;

-- name: purge_dedup
-- Updates older than any platform repeats.
DELETE FROM dedup WHERE seen_at < :before;

-- name: purge_envelope
-- What was told long ago; over all clubs by right: housekeeping.
DELETE FROM envelope WHERE (state IN ('sent', 'dead') AND settled_at < :before)
    OR (state = 'pending' AND rides_along = 1 AND not_before < :before);

-- name: purge_set_aside
-- Acts whose person never renewed the pledge; over all clubs by right: housekeeping.
DELETE FROM set_aside WHERE kept_at < :before;
