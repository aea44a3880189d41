"""Views made to fit: the ladders as a table, and nothing dropped silently."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.fit import LADDERS, Need, Rung, fit, rung_of
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from bot.kernel.ports import Capabilities
from bot.kernel.texts import T, Written
from bot.kernel.views import Attachment, Audience, Button, Choice, Facts, Link, Paragraph, Picture, Title, View
from bot.kernel.wording import wording
from tests.kernel.machine import Say, buttons

BROWSER = Capabilities(buttons=200, buttons_in_row=200)
# As a chat app with inline buttons, private chats, no windows, and a count of edits.
LIKE_TELEGRAM = Capabilities(
    buttons=100, buttons_in_row=8, native_forms=False, private_answers=False, edit_every_seconds=4
)
BARE = Capabilities(native_forms=False, private_answers=False)
FOUR_BUTTONS = Capabilities(
    buttons=4, buttons_in_row=2, native_forms=False, private_answers=False, edits=False, attachments=False
)
SIX_BUTTONS = Capabilities(buttons=6, buttons_in_row=2)
NOTHING = Capabilities(buttons=0, native_forms=False, private_answers=False, edits=False, attachments=False)
STANDS_ON = {
    Need.CHOICE: (Rung.NATIVE_BUTTONS, Rung.NATIVE_BUTTONS, Rung.NATIVE_BUTTONS, Rung.NATIVE_BUTTONS, Rung.NUMBERED),
    Need.FORM: (Rung.NATIVE_FORM, *(Rung.ONE_AT_A_TIME,) * 4),
    Need.PRIVATE_ANSWER: (Rung.NATIVE_PRIVATE, *(Rung.DIRECT_MESSAGE,) * 4),
    Need.FIRST_MESSAGE: (Rung.DIRECT_MESSAGE,) * 5,
    Need.LIVE_RESULT: (Rung.EDIT, Rung.SLOW_EDIT, Rung.EDIT, Rung.NEW_MESSAGE, Rung.NEW_MESSAGE),
    Need.PICTURE: (Rung.IN_PLACE, Rung.IN_PLACE, Rung.IN_PLACE, Rung.IN_WORDS, Rung.IN_WORDS),
}
VOICE = load_catalogues().voice(Language.EN, ZoneInfo("UTC"))


@pytest.mark.parametrize("need", list(Need))
def test_each_ladder_is_walked(need: Need) -> None:
    """The table of ladders gives each platform the first rung that it can stand on."""
    platforms = (BROWSER, LIKE_TELEGRAM, BARE, FOUR_BUTTONS, NOTHING)
    assert tuple(rung_of(need, able) for able in platforms) == STANDS_ON[need]


def test_no_ladder_ends_in_the_air() -> None:
    """Even a place that can do nothing stands on some rung of every ladder."""
    assert all(rung_of(need, NOTHING) in LADDERS[need] for need in Need)


def test_what_fits_is_left_alone() -> None:
    """A view that a place can show is shown as it is."""
    view = View(Audience.ROOM, (Title(T("Hello")), buttons("abc")), loud=True)
    assert fit(view, BROWSER).view == view
    assert fit(view, BROWSER).changes == ()


def test_a_long_choice_takes_more_rows() -> None:
    """More buttons than fit a row go on in the next; the question stands above the first, and the change is told."""
    fitted = fit(View(Audience.ROOM, (buttons("abcde", T("Which?")),)), SIX_BUTTONS)
    assert [[VOICE.say(each.label) for each in row.options] for row in _choices(fitted.view)] == [
        ["a", "b"],
        ["c", "d"],
        ["e"],
    ]
    assert [row.question is not None for row in _choices(fitted.view)] == [True, False, False]
    assert [(each.need, each.rung) for each in fitted.changes] == [(Need.CHOICE, Rung.MORE_ROWS)]


def test_numbers_lead_to_the_acts() -> None:
    """Where four buttons are the end, the rest becomes a numbered list whose numbers stand for the acts behind them."""
    view = View(Audience.PRIVATE, (buttons("abc"), buttons("de", T("Which?")), buttons("fg")))
    fitted = fit(view, FOUR_BUTTONS)
    assert wording(fitted.view, VOICE) == "[a] [b]\n[c]\nWhich?\n1. d\n2. e\n3. f\n4. g\nAnswer with a number."
    assert fitted.numbered == (Say(times=0), Say(times=1), Say(times=0), Say(times=1))
    assert [each.rung for each in fitted.changes] == [Rung.MORE_ROWS, Rung.NUMBERED, Rung.NUMBERED]


def test_a_chosen_answer_is_marked_in_a_list_too() -> None:
    """What is chosen is seen in the numbered list as well."""
    chosen = Choice((Button(Written("yes"), Say(times=1), chosen=True), Button(Written("no"), Say(times=2))))
    assert wording(fit(View(Audience.PRIVATE, (chosen,)), NOTHING).view, VOICE).splitlines()[:2] == [
        "1. yes ✓",
        "2. no",
    ]


def test_a_file_that_cannot_be_shown_is_named() -> None:
    """A place without files names it and says where it opens."""
    view = View(Audience.PRIVATE, (Attachment("meeting.ics", "text/calendar", b""),))
    fitted = fit(view, FOUR_BUTTONS)
    assert wording(fitted.view, VOICE) == "meeting.ics: open it in the browser."
    assert fitted.changes[0].rung is Rung.PERSONAL_LINK


def test_a_picture_that_cannot_be_shown_is_said() -> None:
    """A place without files gets a picture's finding in words."""
    view = View(Audience.PRIVATE, (Picture("wins.png", "image/png", Written("Six quick wins"), b""),))
    fitted = fit(view, FOUR_BUTTONS)
    assert wording(fitted.view, VOICE) == "Six quick wins"
    assert fitted.changes[0].rung is Rung.IN_WORDS


_BLOCKS = st.one_of(
    st.builds(lambda words: Paragraph(Written(f"p-{words}")), st.integers(0, 99)),
    st.builds(lambda words: Title(Written(f"t-{words}")), st.integers(0, 99)),
    st.builds(lambda words: Facts(((f"f-{words}", "much"),)), st.integers(0, 99)),
    st.builds(lambda words: Link(Written(f"l-{words}"), "https://example.org"), st.integers(0, 99)),
    st.builds(lambda words: Attachment(f"a-{words}.ics", "text/calendar", b""), st.integers(0, 99)),
    st.builds(lambda count: buttons([f"b-{at}" for at in range(count)], T("Which?")), st.integers(0, 9)),
)
_ABLE = st.builds(Capabilities, buttons=st.integers(0, 12), buttons_in_row=st.integers(1, 5), attachments=st.booleans())


@given(st.lists(_BLOCKS, max_size=6), _ABLE)
def test_nothing_is_dropped_silently(blocks: list[Paragraph], able: Capabilities) -> None:
    """Every word, label, name and act of a view is in what is shown instead, whatever the place can do."""
    view = View(Audience.PRIVATE, tuple(blocks))
    fitted = fit(view, able)
    words = wording(fitted.view, VOICE)
    for block in view.blocks:
        pieces = wording(View(Audience.PRIVATE, (block,)), VOICE)
        for piece in pieces.replace("[", " ").replace("]", " ").replace("<", " ").replace(">", " ").split():
            assert piece in words
    acts = [each.action for row in _choices(fitted.view) for each in row.options] + list(fitted.numbered)
    assert sorted(act.times for act in acts if isinstance(act, Say)) == sorted(
        each.action.times for row in _choices(view) for each in row.options if isinstance(each.action, Say)
    )
    assert sum(len(row.options) for row in _choices(fitted.view)) <= able.buttons
    assert all(len(row.options) <= able.buttons_in_row for row in _choices(fitted.view))
    assert fitted.view.audience is view.audience
    assert bool(fitted.changes) or fitted.view == view


def _choices(view: View) -> list[Choice]:
    return [block for block in view.blocks if isinstance(block, Choice)]
