-- name: found_club
-- Keeps a new club; its cycle begins now.
INSERT INTO club (id, data_key, name, language, languages, zone, countries, weekdays, start_time, length_minutes,
    cadence_weeks, cycle_began, founded_by, founded_at)
VALUES (:club, :data_key, :name, :language, :languages, :zone, :countries, :weekdays, :start, :minutes,
    :weeks, :now, :person, :now);

-- name: rhythm_of_club
-- The usual weekdays, hour, length and cadence.
SELECT weekdays, start_time, length_minutes, cadence_weeks FROM club WHERE id = :club;

-- name: set_rhythm
-- Keeps them.
UPDATE club SET weekdays = :weekdays, start_time = :start, length_minutes = :minutes, cadence_weeks = :weeks
WHERE id = :club;

-- name: term_of_club
-- How many months lead and deputy are asked for.
SELECT term_months FROM club WHERE id = :club;

-- name: set_term
-- Keeps it.
UPDATE club SET term_months = :months WHERE id = :club;

-- name: set_region
-- Languages, clock and public holidays.
UPDATE club SET languages = :languages, language = :language, zone = :zone, countries = :countries WHERE id = :club;

-- name: pauses_of_club
-- The pauses, earliest first.
SELECT id, yearly, first, last FROM pause WHERE club_id = :club ORDER BY first, id;

-- name: add_pause
-- Keeps a pause.
INSERT INTO pause (id, club_id, yearly, first, last) VALUES (:id, :club, :yearly, :first, :last);

-- name: remove_pause
-- Takes a pause away.
DELETE FROM pause WHERE club_id = :club AND id = :pause;

-- name: setup_of_club
-- How far the set-up has come.
SELECT setup_step, ready_at FROM club WHERE id = :club;

-- name: set_setup_step
-- The step that comes next.
UPDATE club SET setup_step = :step WHERE id = :club;

-- name: mark_ready
-- The set-up is done; a second time changes nothing.
UPDATE club SET ready_at = :now WHERE id = :club AND ready_at IS NULL;

-- name: set_host
-- Whose turn it is, and where.
UPDATE club SET host_company = :company, host_place = :place WHERE id = :club;

-- name: begin_cycle
-- A new cycle, with no further round in it.
UPDATE club SET cycle_began = :now, cycle_rounds = 0 WHERE id = :club;

-- name: add_round
-- One more round of the date poll in this cycle.
UPDATE club SET cycle_rounds = cycle_rounds + 1 WHERE id = :club;

-- name: closing_of_club
-- Who asked to close the club, and when.
SELECT closing_asked_at, closing_asked_by FROM club WHERE id = :club;

-- name: ask_closing
-- Somebody asks to close the club, or takes it back.
UPDATE club SET closing_asked_at = :at, closing_asked_by = :member WHERE id = :club;

-- name: close_club
-- The club has ended.
UPDATE club SET closed_at = :now, closing_asked_at = NULL, closing_asked_by = NULL, minder_asked_at = NULL,
    minder_offered = NULL WHERE id = :club;

-- name: end_timers
-- Nothing of a closed club falls due.
DELETE FROM timer WHERE club_id = :club;

-- name: end_envelopes
-- What was due in a closed club is not sent.
UPDATE envelope SET state = 'dead', reason = 'closed', settled_at = :now WHERE club_id = :club AND state = 'pending';

-- name: end_asides
-- Acts that waited for a pledge.
DELETE FROM set_aside WHERE club_id = :club;

-- name: end_invitations
-- Personal links of a closed club are dead.
UPDATE invitation SET revoked_at = :now WHERE club_id = :club AND used_at IS NULL AND revoked_at IS NULL;

-- name: end_company_links
-- Company links of a closed club are dead.
UPDATE company_link SET revoked_at = :now WHERE club_id = :club AND revoked_at IS NULL;

-- name: end_memberships
-- Everybody is a former member, and keeps the right to the own data for its time.
UPDATE membership SET state = 'former', post = 'none', post_since = NULL, is_contact = 0, left_at = :now
WHERE club_id = :club AND state != 'former';

-- name: counts_of_organizer
-- What an organizer may see of the clubs they founded: counts only; across clubs by right.
SELECT club.id, club.name,
    (SELECT COUNT(*) FROM company WHERE company.club_id = club.id AND company.left_at IS NULL
        AND EXISTS (SELECT 1 FROM membership WHERE membership.club_id = club.id
            AND membership.company_id = company.id AND membership.state = 'pledged')) AS companies,
    (SELECT COUNT(*) FROM membership WHERE membership.club_id = club.id AND membership.state = 'pledged') AS members,
    (SELECT COUNT(*) FROM meeting WHERE meeting.club_id = club.id AND meeting.state = 'held') AS meetings,
    (SELECT COUNT(*) FROM mark WHERE mark.club_id = club.id) AS answers,
    EXISTS (SELECT 1 FROM membership WHERE membership.club_id = club.id
        AND membership.post = 'lead' AND membership.state = 'invited') AS awaits_lead
FROM club WHERE club.founded_by = :person AND club.closed_at IS NULL ORDER BY club.founded_at, club.id;

-- name: forget_founder
-- Lets go of who founded the clubs; across clubs by right: the person's own erasure.
UPDATE club SET founded_by = NULL WHERE founded_by = :person;
