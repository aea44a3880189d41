-- name: purge_nudge
-- Lines about missed meetings that are long past; over all clubs by right: housekeeping.
DELETE FROM nudge WHERE told_at < :before;
