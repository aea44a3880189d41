-- name: add_person
-- Keeps a new person.
INSERT INTO person (id, language, zone, created_at) VALUES (:person, :language, :zone, :now);

-- name: add_account
-- Keeps how a platform knows a person.
INSERT INTO account (platform, user_ref, person_id) VALUES (:platform, :user, :person);

-- name: accounts_of_person
-- A person's accounts.
SELECT platform, user_ref FROM account WHERE person_id = :person ORDER BY platform, user_ref;

-- name: set_language
-- The language a person is spoken to in.
UPDATE person SET language = :language WHERE id = :person;

-- name: set_zone
-- The zone a person reads times in.
UPDATE person SET zone = :zone WHERE id = :person;

-- name: make_organizer
-- Makes a person an organizer, once.
INSERT INTO organizer (person_id, since) VALUES (:person, :now) ON CONFLICT (person_id) DO NOTHING;

-- name: end_organizer
-- Takes the organizer's role away.
DELETE FROM organizer WHERE person_id = :person;

-- name: memberships_of_person
-- All of a person's rows in all clubs; across clubs by right: it is the person's own question.
SELECT membership.*, club.name AS club_name, company.name AS company_name FROM membership
JOIN club ON club.id = membership.club_id
JOIN company ON company.club_id = membership.club_id AND company.id = membership.company_id
WHERE membership.person_id = :person ORDER BY club.founded_at, membership.position, membership.id;

-- name: void_bootstrap
-- Codes that were not used open nothing once a new one is made.
DELETE FROM bootstrap WHERE used_at IS NULL;

-- name: issue_bootstrap
-- Keeps the hash of a one-time code.
INSERT INTO bootstrap (code_hash, created_at) VALUES (:hash, :now);

-- name: use_bootstrap
-- Spends a code; changes no row when there is no such unused one.
UPDATE bootstrap SET used_at = :now WHERE code_hash = :hash AND used_at IS NULL;

-- name: purge_bootstrap
-- Codes of long ago.
DELETE FROM bootstrap WHERE created_at < :before;

-- name: count_tries
-- How often somebody tried lately.
SELECT COUNT(*) AS n FROM attempt WHERE mark = :mark AND tried_at > :since;

-- name: note_try
-- Keeps one try.
INSERT INTO attempt (id, mark, tried_at) VALUES (:id, :mark, :now);

-- name: purge_attempt
-- Tries nobody counts any more.
DELETE FROM attempt WHERE tried_at < :before;

-- name: add_company
-- Writes a company in, last in the joining order.
INSERT INTO company (id, club_id, name, position)
SELECT :id, :club, :name, COALESCE(MAX(position), 0) + 1 FROM company WHERE club_id = :club;

-- name: rename_company
-- A company's new name.
UPDATE company SET name = :name WHERE club_id = :club AND id = :company;

-- name: end_company
-- A company has left.
UPDATE company SET left_at = :now WHERE club_id = :club AND id = :company AND left_at IS NULL;

-- name: note_joined
-- A company joins with its first pledge; a later one changes nothing.
UPDATE company SET joined_at = :now WHERE club_id = :club AND id = :company AND joined_at IS NULL;

-- name: release_host
-- The turn is nobody's when the company that had it cannot serve it.
UPDATE club SET host_company = NULL, host_place = NULL WHERE id = :club AND host_company = :company;

-- name: add_member
-- Writes somebody in as invited, last in the joining order.
INSERT INTO membership (id, club_id, company_id, name, state, post, is_contact, position)
SELECT :id, :club, :company, :name, 'invited', :post, :is_contact, COALESCE(MAX(position), 0) + 1
FROM membership WHERE club_id = :club;

-- name: drop_invitations
-- Forgets the invitations of somebody who never came.
DELETE FROM invitation WHERE club_id = :club AND membership_id = :member;

-- name: drop_member
-- Forgets somebody who never came, or whom nobody let in.
DELETE FROM membership WHERE club_id = :club AND id = :member
    AND (state = 'invited' OR (state = 'waiting' AND knocks = 1));

-- name: add_knocker
-- Writes somebody in who came by a company link; they wait, last in the joining order.
INSERT INTO membership (id, club_id, company_id, person_id, name, state, knocks, knocked_at, position)
SELECT :id, :club, :company, :person, :name, 'waiting', 1, :now, COALESCE(MAX(position), 0) + 1
FROM membership WHERE club_id = :club;

-- name: note_promise
-- Who knocks has accepted the rules; a second tap changes nothing.
UPDATE membership SET promised_at = :now, pledge_version = :version
WHERE club_id = :club AND id = :member AND state = 'waiting' AND knocks = 1 AND promised_at IS NULL;

-- name: let_in
-- Who knocks and has promised is in.
UPDATE membership SET state = 'pledged', pledged_at = :now, knocks = 0
WHERE club_id = :club AND id = :member AND state = 'waiting' AND knocks = 1 AND promised_at IS NOT NULL;

-- name: add_company_link
-- Keeps the hash of a company's link.
INSERT INTO company_link (token_hash, club_id, company_id, made_at, expires_at)
VALUES (:hash, :club, :company, :now, :expires);

-- name: revoke_company_links
-- A company's links are dead.
UPDATE company_link SET revoked_at = :now WHERE club_id = :club AND company_id = :company AND revoked_at IS NULL;

-- name: company_link_of_token
-- What a company's token stands for; across clubs by right: only the token knows its club.
SELECT company_link.*, company.left_at FROM company_link
JOIN company ON company.club_id = company_link.club_id AND company.id = company_link.company_id
WHERE company_link.token_hash = :hash;

-- name: open_company_links
-- Until when each company's link lasts.
SELECT company_id, MAX(expires_at) AS expires_at FROM company_link
WHERE club_id = :club AND revoked_at IS NULL AND expires_at > :now GROUP BY company_id;

-- name: purge_company_link
-- Links that ran out long ago; over all clubs by right: housekeeping.
DELETE FROM company_link WHERE expires_at < :before;

-- name: note_arrival
-- An invited row becomes the person's who opened its invitation.
UPDATE membership SET person_id = :person, state = 'waiting' WHERE club_id = :club AND id = :member AND state = 'invited';

-- name: note_pledge
-- An accepted pledge; the person is in.
UPDATE membership SET state = 'pledged', pledged_at = :now, pledge_version = :version
WHERE club_id = :club AND id = :member AND state IN ('waiting', 'pledged');

-- name: end_member
-- Ends a membership.
UPDATE membership SET state = 'former', post = 'none', post_since = NULL, is_contact = 0, left_at = :now
WHERE club_id = :club AND id = :member AND state != 'former';

-- name: forget_closing
-- Whoever leaves asks no more to close the club.
UPDATE club SET closing_asked_at = NULL, closing_asked_by = NULL WHERE id = :club AND closing_asked_by = :member;

-- name: end_post
-- Whoever held a post holds none.
UPDATE membership SET post = 'none', post_since = NULL WHERE club_id = :club AND post = :post;

-- name: set_post
-- Gives a post, from now on.
UPDATE membership SET post = :post, post_since = :now WHERE club_id = :club AND id = :member;

-- name: minder_search
-- Since when the club has nobody who minds it, and who has said that they will.
SELECT minder_asked_at, minder_offered FROM club WHERE id = :club;

-- name: seek_minder
-- Nobody minds the club, and nobody has offered to.
UPDATE club SET minder_asked_at = :now, minder_offered = NULL WHERE id = :club;

-- name: offer_minder
-- Somebody has said that they will mind the club.
UPDATE club SET minder_offered = :member WHERE id = :club AND minder_asked_at IS NOT NULL;

-- name: end_minder_search
-- Somebody minds the club.
UPDATE club SET minder_asked_at = NULL, minder_offered = NULL WHERE id = :club;

-- name: set_contact
-- Makes one member of a company its contact person, and no other.
UPDATE membership SET is_contact = CASE WHEN id = :member THEN 1 ELSE 0 END
WHERE club_id = :club AND company_id = :company;

-- name: make_nameless
-- Lets go of a former member's name and person.
UPDATE membership SET name = :name, person_id = NULL WHERE club_id = :club AND id = :member;

-- name: forget_opener
-- Lets go of who opened a former member's invitations.
UPDATE invitation SET opened_by = NULL WHERE club_id = :club AND membership_id = :member;

-- name: purge_membership
-- Former members whose right to their data has run out; over all clubs by right: housekeeping.
DELETE FROM membership WHERE state = 'former' AND left_at < :before
    AND NOT EXISTS (SELECT 1 FROM invitation WHERE invitation.membership_id = membership.id);

-- name: revoke_invitations
-- A member's unused links are dead.
UPDATE invitation SET revoked_at = :now
WHERE club_id = :club AND membership_id = :member AND used_at IS NULL AND revoked_at IS NULL;

-- name: add_invitation
-- Keeps the hash of a personal link.
INSERT INTO invitation (token_hash, club_id, membership_id, expires_at) VALUES (:hash, :club, :member, :expires);

-- name: invitation_of_token
-- What a token stands for; across clubs by right: only the token knows its club.
SELECT * FROM invitation WHERE token_hash = :hash;

-- name: spend_invitation
-- Notes who opened a link; changes no row when it was spent or revoked before.
UPDATE invitation SET opened_by = :person, used_at = :now
WHERE club_id = :club AND token_hash = :hash AND used_at IS NULL AND revoked_at IS NULL;

-- name: open_invitations
-- Until when each member's open link lasts.
SELECT membership_id, MAX(expires_at) AS expires_at FROM invitation
WHERE club_id = :club AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now GROUP BY membership_id;

-- name: purge_invitation
-- Links that ran out long ago; over all clubs by right: housekeeping.
DELETE FROM invitation WHERE expires_at < :before;
