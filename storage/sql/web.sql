-- name: put_message
-- Adds a message at the end of a chat, once per key; over all clubs by right: a lane may tell of several.
INSERT INTO web_message (id, chat, club_id, post_key, position, author, body, posted_at)
VALUES (:id, :chat, :club, :key, (SELECT COALESCE(MAX(position), 0) + 1 FROM web_message WHERE chat = :chat),
    :author, :body, :now)
ON CONFLICT (chat, post_key) DO NOTHING;

-- name: message_by_key
-- The one message of a chat with this key; over all clubs by right: the chat says whose it is.
SELECT * FROM web_message WHERE chat = :chat AND post_key = :key;

-- name: message_row
-- One message; who may read it is asked of its chat; over all clubs by right: the browser's own question.
SELECT * FROM web_message WHERE id = :message;

-- name: latest_messages
-- The end of a chat, newest first; over all clubs by right: the chat says whose it is.
SELECT * FROM web_message WHERE chat = :chat ORDER BY position DESC LIMIT :most;

-- name: change_message
-- A message says something else; over all clubs by right: the browser's own note.
UPDATE web_message SET body = :body, edited_at = :now WHERE id = :message;

-- name: refresh_message
-- What a living message showed last; over all clubs by right: the browser's own note.
UPDATE web_message SET body = :body WHERE id = :message;

-- name: move_message
-- A message stands last in its chat; over all clubs by right: the browser's own note.
UPDATE web_message SET posted_at = :now,
    position = (SELECT MAX(other.position) + 1 FROM web_message AS other WHERE other.chat = web_message.chat)
WHERE id = :message AND position < (SELECT MAX(other.position) FROM web_message AS other WHERE other.chat = web_message.chat);

-- name: club_of_envelope
-- Which club an envelope tells of; over all clubs by right: the browser's own question.
SELECT club_id FROM envelope WHERE id = :envelope;

-- name: views_told_in
-- Of which views a lane's message was made; over all clubs by right: the browser's own question.
SELECT envelope.view, envelope.club_id, envelope.ids FROM web_message
JOIN envelope AS first ON first.id = web_message.post_key
JOIN envelope ON envelope.person_id = first.person_id AND envelope.settled_at = first.settled_at
    AND envelope.message = web_message.id
WHERE web_message.id = :message;

-- name: clubs_without_room
-- Clubs that have no room in the browser yet; over all clubs by right: the browser's own question.
SELECT club.id FROM club WHERE club.closed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM place WHERE place.platform = 'web' AND place.chat = club.id)
ORDER BY club.founded_at, club.id;

-- name: messages_of_person
-- What a person wrote, over all clubs by right: it is the person's own question.
SELECT web_message.* FROM web_message JOIN account ON account.platform = 'web' AND account.user_ref = web_message.author
WHERE account.person_id = :person ORDER BY web_message.posted_at, web_message.id;

-- name: forget_messages
-- A person's lanes and words, over all clubs by right: the person asked for it.
DELETE FROM web_message WHERE chat IN (SELECT user_ref FROM account WHERE platform = 'web' AND person_id = :person)
    OR author IN (SELECT user_ref FROM account WHERE platform = 'web' AND person_id = :person);

-- name: names_of_person
-- What a person is called in their clubs; across clubs by right: the person's own erasure.
SELECT id, club_id, name FROM membership WHERE person_id = :person;

-- name: messages_of_club
-- All that was said of one club, in its room and in lanes.
SELECT * FROM web_message WHERE club_id = :club;

-- name: purge_web_message
-- What was said long ago; over all clubs by right: housekeeping.
DELETE FROM web_message WHERE posted_at < :before;

-- name: add_persona
-- Adds somebody to the cast, once per request; over all clubs by right: the cast is the installation's.
INSERT INTO web_persona (handle, name, language, is_operator, position, made_by)
VALUES (:handle, :name, :language, :operator, (SELECT COALESCE(MAX(position), 0) + 1 FROM web_persona), :made_by)
ON CONFLICT (made_by) DO NOTHING;

-- name: persona_made_by
-- Whom a request added; over all clubs by right: the cast is the installation's.
SELECT handle FROM web_persona WHERE made_by = :made_by;

-- name: personas
-- The cast in the order of coming; over all clubs by right: the cast is the installation's.
SELECT * FROM web_persona ORDER BY position;

-- name: note_persona_club
-- In which club somebody acted last.
UPDATE web_persona SET club_id = :club WHERE handle = :handle;

-- name: installation_value
-- One of the installation's own words.
SELECT value FROM installation WHERE name = :name;

-- name: keep_installation_value
-- Keeps one of the installation's own words.
INSERT INTO installation (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: newest_bootstrap
-- Whether the newest of the operator's codes was used.
SELECT used_at FROM bootstrap ORDER BY created_at DESC, used_at IS NULL DESC LIMIT 1;

-- name: any_organizer
-- Whether somebody may found clubs here.
SELECT person_id FROM organizer LIMIT 1;

-- name: anybody
-- Whether anything was kept here: anybody, any club, any of the cast;
-- over all clubs by right: the installation's own question.
SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM club) OR EXISTS (SELECT 1 FROM web_persona) AS is_touched;
