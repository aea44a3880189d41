-- name: enrolled_companies
-- Every company since its first pledge, with whether anybody pledged is in it whose pledge has not lapsed.
SELECT company.id, company.position, company.joined_at, company.left_at,
    company.left_at IS NULL AND EXISTS (SELECT 1 FROM membership WHERE membership.club_id = :club
        AND membership.company_id = company.id AND membership.state = 'pledged' AND membership.pledged_at > :lapsed) AS is_in
FROM company WHERE company.club_id = :club AND company.joined_at IS NOT NULL ORDER BY company.position, company.id;

-- name: swaps_of_club
-- Every offer, oldest first.
SELECT * FROM swap WHERE club_id = :club ORDER BY offered_at, id;

-- name: swap_row
-- One offer.
SELECT * FROM swap WHERE club_id = :club AND id = :swap;

-- name: add_swap
-- A new offer.
INSERT INTO swap (id, club_id, giver, taker, giver_cycle, taker_cycle, state, offered_at)
VALUES (:id, :club, :giver, :taker, :giver_cycle, :taker_cycle, :state, :offered);

-- name: save_swap
-- What came of an offer.
UPDATE swap SET state = :state, settled_at = :settled, giver_freed_at = :giver_freed, taker_freed_at = :taker_freed
WHERE club_id = :club AND id = :id;

-- name: readies_of_club
-- Who was said to be ready again, and when.
SELECT company_id, said_at FROM ready_again WHERE club_id = :club ORDER BY said_at, id;

-- name: add_ready
-- One more.
INSERT INTO ready_again (id, club_id, company_id, said_at) VALUES (:id, :club, :company, :now);

-- name: purge_swap
-- Swaps of ten years ago; over all clubs by right: housekeeping.
DELETE FROM swap WHERE settled_at < :before;

-- name: purge_ready_again
-- What was said ten years ago; over all clubs by right: housekeeping.
DELETE FROM ready_again WHERE said_at < :before;
