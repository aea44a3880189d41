-- When a card was hung: a room gets only so many quiet ones a cycle.

ALTER TABLE card ADD COLUMN hung_at BIGINT NOT NULL DEFAULT 0;
