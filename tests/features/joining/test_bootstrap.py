"""The first organizer comes by a one-time code (R3.1)."""

from __future__ import annotations

import pytest

from tests.features.club_world import World


async def test_the_code_makes_an_organizer_once(empty: World) -> None:
    """Whoever has the operator's code becomes an organizer; the code opens nothing for the next one."""
    word = await empty.bootstrap_word()
    first = await empty.say("olga", f"/organizer {word}")
    assert first.words.startswith("You are an organizer now.")
    assert "Found a club" in first.buttons
    second = await empty.say("eve", f"/organizer {word}")
    assert "This code opens nothing." in second.words
    assert len(await empty.rows("SELECT person_id FROM organizer")) == 1
    assert len(await empty.rows("SELECT id FROM person")) == 1


async def test_a_new_code_voids_the_old_one(empty: World) -> None:
    """Making a code anew means that an earlier one, lost somewhere, opens nothing."""
    lost, word = await empty.bootstrap_word(), await empty.bootstrap_word()
    assert "opens nothing" in (await empty.say("eve", f"/organizer {lost}")).words
    assert "You are an organizer now." in (await empty.say("olga", f"/organizer {word}")).words


async def test_only_a_hash_is_stored(empty: World) -> None:
    """The code stands nowhere in the database."""
    word = await empty.bootstrap_word()
    assert word not in str(await empty.rows("SELECT * FROM bootstrap"))


async def test_a_wrong_code_keeps_what_was_typed(empty: World) -> None:
    """A slip of the finger is told in the form, with the words still there."""
    heard = await empty.say("olga", "/organizer abc-def")
    assert heard.form is not None
    assert heard.form.fields[0].value == "abc-def"


async def test_the_code_may_be_typed_in_groups(empty: World) -> None:
    """Dashes, spaces and capitals do not matter when the code is copied by hand."""
    word = (await empty.bootstrap_word()).upper()
    heard = await empty.say("olga", f"/organizer {word[:8]}-{word[8:16]} {word[16:]}")
    assert "You are an organizer now." in heard.words


@pytest.mark.parametrize("command", ["/organizer", "/join"])
async def test_trying_secrets_is_stopped_for_a_while(empty: World, command: str) -> None:
    """After five tries in ten minutes an account has to wait; others, and later tries, do not."""
    word = await empty.bootstrap_word()
    for _ in range(5):
        assert "opens nothing" in (await empty.say("eve", f"{command} {'a' * 26}")).words
    refused = await empty.say("eve", f"{command} {'a' * 26}")
    assert refused.error == "That was tried too often. Wait ten minutes, then try again."
    assert (await empty.say("eve", f"/organizer {word}")).error is not None
    assert "opens nothing" in (await empty.say("mallory", f"{command} {'a' * 26}")).words
    await empty.later(minutes=10)
    assert "You are an organizer now." in (await empty.say("eve", f"/organizer {word}")).words
