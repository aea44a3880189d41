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
