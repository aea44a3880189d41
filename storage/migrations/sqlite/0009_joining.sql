-- Links of companies with a waiting room behind them, since when a post is held, and clubs on their way to an end.

CREATE TABLE company_link (
    token_hash TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    company_id TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
CREATE INDEX company_link_of_club ON company_link (club_id, company_id);

ALTER TABLE membership ADD COLUMN knocks INTEGER NOT NULL DEFAULT 0; -- came by a company link: somebody lets them in
ALTER TABLE membership ADD COLUMN knocked_at BIGINT;
ALTER TABLE membership ADD COLUMN promised_at BIGINT; -- the rules are accepted, but nobody has let them in yet
ALTER TABLE membership ADD COLUMN post_since BIGINT;
UPDATE membership SET post_since = COALESCE(pledged_at, (SELECT founded_at FROM club WHERE club.id = membership.club_id))
WHERE post != 'none';

ALTER TABLE club ADD COLUMN term_months INTEGER NOT NULL DEFAULT 12; -- how long lead and deputy are asked for; 0: no term
ALTER TABLE club ADD COLUMN closing_asked_at BIGINT;
ALTER TABLE club ADD COLUMN closing_asked_by TEXT REFERENCES membership (id);
ALTER TABLE club ADD COLUMN minder_asked_at BIGINT; -- since when nobody minds the club
ALTER TABLE club ADD COLUMN minder_offered TEXT REFERENCES membership (id); -- who has said that they will
