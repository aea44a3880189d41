-- Backpacks of turns, and the up to three tips each host takes first with what became of them. Words stay with the tips.

CREATE TABLE backpack (
    club_id   TEXT NOT NULL REFERENCES club (id),
    turn_id   TEXT NOT NULL, -- no reference: a club's turns are purged before its backpacks
    edition   INTEGER NOT NULL, -- 0: its time came, and there was no tip
    packed_at BIGINT NOT NULL,
    shared_at BIGINT, -- the host lets the club's members read it
    second_at BIGINT, -- later tips were packed, or there were none: the backpack is closed
    asked_at  BIGINT, -- when the host was last asked what became of the picks
    asks      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (club_id, turn_id)
);

CREATE TABLE pick (
    club_id       TEXT NOT NULL REFERENCES club (id),
    turn_id       TEXT NOT NULL,
    tip_id        TEXT NOT NULL,
    company_id    TEXT NOT NULL,
    picked_at     BIGINT NOT NULL,
    outcome       TEXT CHECK (outcome IN ('d', 'w', 'n', 'x', 'l')),
    said_by       TEXT REFERENCES person (id),
    said_at       BIGINT,
    host_agrees   INTEGER NOT NULL DEFAULT 0, -- that the room hears one more tip has worked
    author_agrees INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (club_id, tip_id),
    FOREIGN KEY (club_id, company_id) REFERENCES company (club_id, id)
);
CREATE INDEX pick_of_turn ON pick (club_id, turn_id, picked_at);
CREATE INDEX pick_of_person ON pick (said_by) WHERE said_by IS NOT NULL;
