-- Swaps of two named turns, and companies that are ready again after letting two turns go by.

CREATE TABLE swap (
    id             TEXT PRIMARY KEY,
    club_id        TEXT NOT NULL REFERENCES club (id),
    giver          TEXT NOT NULL,
    taker          TEXT NOT NULL,
    giver_cycle    INTEGER NOT NULL, -- the turns as they were named when offered
    taker_cycle    INTEGER NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('offered', 'agreed', 'declined', 'lapsed')),
    offered_at     BIGINT NOT NULL,
    settled_at     BIGINT,
    giver_freed_at BIGINT, -- left the club before it had served
    taker_freed_at BIGINT,
    FOREIGN KEY (club_id, giver) REFERENCES company (club_id, id),
    FOREIGN KEY (club_id, taker) REFERENCES company (club_id, id)
);
CREATE INDEX swap_of_club ON swap (club_id, offered_at);

CREATE TABLE ready_again (
    id         TEXT PRIMARY KEY,
    club_id    TEXT NOT NULL REFERENCES club (id),
    company_id TEXT NOT NULL,
    said_at    BIGINT NOT NULL,
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
CREATE INDEX ready_again_of_club ON ready_again (club_id, said_at);
