-- name: kept_at
-- When the house was kept last.
SELECT value FROM installation WHERE name = 'housekeeping';

-- name: note_kept
-- The house was kept.
INSERT INTO installation (name, value) VALUES ('housekeeping', :now)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: want_keeping
-- Somebody was erased: the files are scrubbed as soon as the clockwork comes round.
DELETE FROM installation WHERE name = 'housekeeping';

-- name: purge_place
-- Lanes of persons nobody knows any more; over all clubs by right: housekeeping.
DELETE FROM place WHERE person_id IS NOT NULL AND acted_at < :before
    AND NOT EXISTS (SELECT 1 FROM membership WHERE membership.person_id = place.person_id)
    AND NOT EXISTS (SELECT 1 FROM organizer WHERE organizer.person_id = place.person_id)
    AND NOT EXISTS (SELECT 1 FROM envelope WHERE envelope.place_id = place.id);

-- name: purge_account
-- Accounts of persons who stand in no roster any more; over all clubs by right: housekeeping.
DELETE FROM account WHERE person_id IN (SELECT id FROM person WHERE created_at < :before)
    AND NOT EXISTS (SELECT 1 FROM membership WHERE membership.person_id = account.person_id)
    AND NOT EXISTS (SELECT 1 FROM organizer WHERE organizer.person_id = account.person_id);

-- name: purge_person
-- Persons to whom nothing refers any more; over all clubs by right: housekeeping.
DELETE FROM person WHERE created_at < :before
    AND NOT EXISTS (SELECT 1 FROM account WHERE account.person_id = person.id)
    AND NOT EXISTS (SELECT 1 FROM membership WHERE membership.person_id = person.id)
    AND NOT EXISTS (SELECT 1 FROM organizer WHERE organizer.person_id = person.id)
    AND NOT EXISTS (SELECT 1 FROM place WHERE place.person_id = person.id)
    AND NOT EXISTS (SELECT 1 FROM envelope WHERE envelope.person_id = person.id)
    AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.person_id = person.id)
    AND NOT EXISTS (SELECT 1 FROM invitation WHERE invitation.opened_by = person.id)
    AND NOT EXISTS (SELECT 1 FROM club WHERE club.founded_by = person.id);

-- name: forget_keys
-- Whatever a club that closed long ago has sealed can be read by nobody any more; over all clubs by right: housekeeping.
UPDATE club SET data_key = X'', name = X'', host_place = NULL, founded_by = NULL
WHERE closed_at < :before AND length(data_key) > 0
    AND NOT EXISTS (SELECT 1 FROM membership WHERE membership.club_id = club.id AND membership.person_id IS NOT NULL);
