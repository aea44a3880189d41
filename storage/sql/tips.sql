-- name: tip_row
-- One tip.
SELECT * FROM tip WHERE club_id = :club AND id = :tip;

-- name: tips_of_turn
-- A turn's tips in every state, in the order they were given.
SELECT * FROM tip WHERE club_id = :club AND turn_id = :turn ORDER BY given_at, id;

-- name: tips_of_club
-- All tips of the club, in the order they were given.
SELECT * FROM tip WHERE club_id = :club ORDER BY given_at, id;

-- name: tip_of_origin
-- What was ever saved from one message.
SELECT * FROM tip WHERE club_id = :club AND origin = :origin AND origin != '';

-- name: turns_waiting
-- The turns with tips that are not packed.
SELECT DISTINCT turn_id FROM tip WHERE club_id = :club AND state IN ('asked', 'given') AND edition = 0 ORDER BY turn_id;

-- name: add_tip
-- A new tip.
INSERT INTO tip (id, club_id, turn_id, company_id, person_id, words, experience, language, given_at, state, area, effort, effect,
    is_named, joined_to, edition, origin)
VALUES (:id, :club, :turn, :company, :person, :words, :experience, :language, :given, :state, :area, :effort, :effect, :named,
    :joined_to, :edition, :origin);

-- name: save_tip
-- Everything of a tip that may change.
UPDATE tip SET turn_id = :turn, words = :words, experience = :experience, language = :language, given_at = :given,
    state = :state, area = :area, effort = :effort, effect = :effect, is_named = :named, joined_to = :joined_to,
    edition = :edition
WHERE club_id = :club AND id = :id;

-- name: backings_of_turn
-- Who backs which of a turn's tips, in the order of backing.
SELECT backing.* FROM backing JOIN tip ON tip.club_id = backing.club_id AND tip.id = backing.tip_id
WHERE backing.club_id = :club AND tip.turn_id = :turn ORDER BY backing.backed_at, backing.company_id;

-- name: backings_of_club
-- All backings of the club, in the order of backing.
SELECT * FROM backing WHERE club_id = :club ORDER BY backed_at, tip_id, company_id;

-- name: add_backing
-- A company backs a tip; once.
INSERT INTO backing (club_id, tip_id, company_id, person_id, backed_at)
VALUES (:club, :tip, :company, :person, :backed)
ON CONFLICT (tip_id, company_id) DO NOTHING;

-- name: drop_backing
-- A company takes its backing back.
DELETE FROM backing WHERE club_id = :club AND tip_id = :tip AND company_id = :company;

-- name: drop_backings
-- Nobody backs a tip any more.
DELETE FROM backing WHERE club_id = :club AND tip_id = :tip;

-- name: pairs_of_turn
-- Which of a turn's tips read nearly alike, in the order they were found.
SELECT alike.* FROM alike JOIN tip ON tip.club_id = alike.club_id AND tip.id = alike.one
JOIN tip AS later ON later.club_id = alike.club_id AND later.id = alike.other
WHERE alike.club_id = :club AND tip.turn_id = :turn
ORDER BY alike.noted_at, tip.given_at, later.given_at, alike.one, alike.other;

-- name: note_pair
-- Two tips that read nearly alike, and whether they were found to be two.
INSERT INTO alike (club_id, one, other, is_apart, noted_at) VALUES (:club, :one, :other, :apart, :now)
ON CONFLICT (one, other) DO UPDATE SET is_apart = excluded.is_apart;

-- name: drop_pairs
-- A tip is like no other any more.
DELETE FROM alike WHERE club_id = :club AND (one = :tip OR other = :tip);

-- name: tips_of_person
-- A person's own tips; across clubs by right: the person's own export and erasure.
SELECT * FROM tip WHERE person_id = :person ORDER BY given_at, id;

-- name: backings_of_person
-- What a person backs; across clubs by right: the person's own export and erasure.
SELECT * FROM backing WHERE person_id = :person ORDER BY backed_at, tip_id;

-- name: forget_author
-- Tips keep their words without the person.
UPDATE tip SET person_id = NULL, is_named = 0 WHERE club_id = :club AND person_id = :person;

-- name: forget_backer
-- Backings keep their company without the person.
UPDATE backing SET person_id = NULL WHERE club_id = :club AND person_id = :person;

-- name: purge_alike
-- Pairs of clubs that closed long ago; over all clubs by right: housekeeping.
DELETE FROM alike WHERE noted_at < :before AND club_id NOT IN (SELECT id FROM club WHERE COALESCE(closed_at, :before) >= :before);

-- name: purge_backing
-- Backings of clubs that closed long ago; over all clubs by right: housekeeping.
DELETE FROM backing WHERE backed_at < :before AND club_id NOT IN (SELECT id FROM club WHERE COALESCE(closed_at, :before) >= :before);

-- name: purge_tip
-- Tips of clubs that closed long ago; over all clubs by right: housekeeping.
DELETE FROM tip WHERE given_at < :before AND club_id NOT IN (SELECT id FROM club WHERE COALESCE(closed_at, :before) >= :before);
