-- name: backpack_row
-- A turn's backpack.
SELECT * FROM backpack WHERE club_id = :club AND turn_id = :turn;

-- name: backpacks_of_club
-- All backpacks of the club, the newest first.
SELECT * FROM backpack WHERE club_id = :club ORDER BY packed_at DESC, turn_id;

-- name: keep_backpack
-- A backpack as it is now.
INSERT INTO backpack (club_id, turn_id, edition, packed_at, shared_at, second_at, asked_at, asks)
VALUES (:club, :turn, :edition, :packed, :shared, :second, :asked, :asks)
ON CONFLICT (club_id, turn_id) DO UPDATE SET edition = excluded.edition, shared_at = excluded.shared_at,
    second_at = excluded.second_at, asked_at = excluded.asked_at, asks = excluded.asks;

-- name: picks_of_turn
-- What a host picked, in the order of picking.
SELECT * FROM pick WHERE club_id = :club AND turn_id = :turn ORDER BY picked_at, tip_id;

-- name: picks_of_club
-- All picks of the club, in the order of picking.
SELECT * FROM pick WHERE club_id = :club ORDER BY picked_at, tip_id;

-- name: picks_of_person
-- What a person said of picks; across clubs by right: the person's own export.
SELECT * FROM pick WHERE said_by = :person ORDER BY said_at, tip_id;

-- name: keep_pick
-- A pick as it is now.
INSERT INTO pick (club_id, turn_id, tip_id, company_id, picked_at, outcome, said_by, said_at, host_agrees, author_agrees)
VALUES (:club, :turn, :tip, :company, :picked, :outcome, :said_by, :said, :host, :author)
ON CONFLICT (club_id, tip_id) DO UPDATE SET outcome = excluded.outcome, said_by = excluded.said_by,
    said_at = excluded.said_at, host_agrees = excluded.host_agrees, author_agrees = excluded.author_agrees;

-- name: drop_pick
-- A pick is let go of.
DELETE FROM pick WHERE club_id = :club AND turn_id = :turn AND tip_id = :tip;

-- name: forget_sayer
-- Outcomes stay with the company without the person; across clubs by right: the person's own erasure.
UPDATE pick SET said_by = NULL WHERE said_by = :person;

-- name: purge_backpack
-- Backpacks of clubs that closed long ago; over all clubs by right: housekeeping.
DELETE FROM backpack
WHERE packed_at < :before AND club_id NOT IN (SELECT id FROM club WHERE COALESCE(closed_at, :before) >= :before);

-- name: purge_pick
-- Picks of clubs that closed long ago; over all clubs by right: housekeeping.
DELETE FROM pick
WHERE picked_at < :before AND club_id NOT IN (SELECT id FROM club WHERE COALESCE(closed_at, :before) >= :before);
