-- name: nudges_of_club
-- What companies were told of missed meetings, earliest first.
SELECT company_id, meeting_id, missed, told_at FROM nudge WHERE club_id = :club ORDER BY told_at, id;

-- name: add_nudge
-- A company was told; once a meeting and count.
INSERT INTO nudge (id, club_id, company_id, meeting_id, missed, told_at)
VALUES (:id, :club, :company, :meeting, :missed, :told_at)
ON CONFLICT (club_id, company_id, meeting_id, missed) DO NOTHING;

-- name: purge_nudge
-- Lines about missed meetings that are long past; over all clubs by right: housekeeping.
DELETE FROM nudge WHERE told_at < :before;
