-- name: absences_of_club
-- Everything declared, earliest first.
SELECT * FROM absence WHERE club_id = :club ORDER BY begins_at, id;

-- name: absences_of_company
-- What one company has declared, earliest first.
SELECT * FROM absence WHERE club_id = :club AND company_id = :company ORDER BY begins_at, id;

-- name: add_absence
-- One more.
INSERT INTO absence (id, club_id, company_id, kind, first, last, begins_at, ends_at, noted_at)
VALUES (:id, :club, :company, :kind, :first, :last, :begins, :ends, :now);

-- name: end_absence
-- A leave ends, or an absence is shorter.
UPDATE absence SET last = :last, ends_at = :ends WHERE club_id = :club AND id = :absence;

-- name: remove_absence
-- Taken back.
DELETE FROM absence WHERE club_id = :club AND id = :absence;

-- name: purge_absence
-- What ended long ago; over all clubs by right: housekeeping.
DELETE FROM absence WHERE ends_at < :before;
