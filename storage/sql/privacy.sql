-- name: lanes_kept
-- The person's private lanes; across clubs by right: the person's own export.
SELECT platform, chat, acted_at FROM place WHERE person_id = :person ORDER BY acted_at, id;

-- name: envelopes_kept
-- What is due to the person and what was told them, by its kind; across clubs by right: the person's own export.
SELECT view, state, not_before, settled_at FROM envelope WHERE person_id = :person ORDER BY not_before, view, state, id;

-- name: asides_kept
-- Acts that wait for the person's pledge; across clubs by right: the person's own export.
SELECT kept_at FROM set_aside WHERE person_id = :person ORDER BY kept_at;

-- name: invitations_kept
-- The invitations the person opened; across clubs by right: the person's own export.
SELECT expires_at, used_at FROM invitation WHERE opened_by = :person ORDER BY used_at;

-- name: wipe_asides
-- Acts that waited for the person's pledge; across clubs by right: the person's own erasure, as all that follows here.
DELETE FROM set_aside WHERE person_id = :person;

-- name: wipe_envelopes
-- What was due to the person, and what was told them; across clubs by right: the person's own erasure.
DELETE FROM envelope WHERE person_id = :person;

-- name: wipe_lanes
-- The person's private lanes; across clubs by right: the person's own erasure.
DELETE FROM place WHERE person_id = :person;

-- name: wipe_accounts
-- How platforms know the person.
DELETE FROM account WHERE person_id = :person;

-- name: wipe_person
-- The person.
DELETE FROM person WHERE id = :person;
