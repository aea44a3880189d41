-- name: current_turn
-- The one turn that is proposed or accepted and not served.
SELECT * FROM turn WHERE club_id = :club AND state IN ('proposed', 'accepted') AND ended_at IS NULL;

-- name: turn_row
-- One turn.
SELECT * FROM turn WHERE club_id = :club AND id = :turn;

-- name: turns_of_club
-- The ledger of turns, in the order of proposing.
SELECT * FROM turn WHERE club_id = :club ORDER BY position;

-- name: add_turn
-- A new turn.
INSERT INTO turn (id, club_id, cycle, position, company_id, state, ground, place, webshop, proposed_at, asked_at, answer_by,
    accepted_at, ended_at)
VALUES (:id, :club, :cycle, :position, :company, :state, :ground, :place, :webshop, :proposed, :asked, :answer_by, :accepted,
    :ended);

-- name: save_turn
-- Everything of a turn that may change.
UPDATE turn SET state = :state, ground = :ground, place = :place, webshop = :webshop, asked_at = :asked,
    answer_by = :answer_by, accepted_at = :accepted, ended_at = :ended
WHERE club_id = :club AND id = :id;

-- name: purge_turn
-- Turns of ten years ago; over all clubs by right: housekeeping.
DELETE FROM turn WHERE ended_at < :before;
