-- name: make_table
-- Make room for the history of migrations, in a database that is new.
CREATE TABLE IF NOT EXISTS schema_version (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at BIGINT NOT NULL
);

-- name: applied
-- All migrations that this database has seen.
SELECT number, name, checksum, applied_at FROM schema_version ORDER BY number;

-- name: note
-- Remember that a migration was applied, and exactly which text it had.
INSERT INTO schema_version (number, name, checksum, applied_at) VALUES (:number, :name, :checksum, :applied_at);
