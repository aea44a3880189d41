"""The page's own words, by the keys its scripts ask for, and what to try first."""

from __future__ import annotations

from bot.kernel.texts import T, Text, Voice, Written

WORDS: dict[str, Text] = {
    # where one is
    "room": T("The club's room"),
    "room_about": T("Everybody in the club sees this"),
    "room_closed": T("The room opens when you have joined and accepted the three rules."),
    "lane": T("Private"),
    "people": T("People"),
    "others": T("Visitors and others"),
    "empty_room": T("Nothing has been said here yet."),
    "empty_lane": T("Only you and Reppu see what stands here. Write / to see what you can do."),
    "skip": T("Go to the messages"),
    "you": T("You"),
    "new": T("new"),
    "edited": T("changed"),
    # writing
    "message_room": T("Write to everybody in the room"),
    "message_lane": T("Write to Reppu, or / for commands"),
    "send": T("Send"),
    "sending": T("Sending"),
    "commands": T("Commands"),
    "choose": T("Choose"),
    "optional": T("may be left out"),
    "close": T("Close"),
    "unfinished": T("Begun"),
    "go_on": T("Go on"),
    "discard": T("Discard"),
    "copy": T("Copy"),
    "reply": T("Reply"),
    "reply_to": T("In reply to"),
    "copied": T("Copied."),
    "no_answer": T("No answer came. What you wrote is kept; try again."),
    "offline": T("No connection. Trying again."),
    "changed_above": T("Something above has changed"),
    "new_below": T("New below"),
    # the clock
    "clock": T("Let time pass"),
    "forward_hour": T("1 hour"),
    "forward_day": T("1 day"),
    "forward_week": T("1 week"),
    "forward_next": T("To the next event"),
    "short_hour": T("1 h"),
    "short_day": T("1 d"),
    "short_week": T("1 w"),
    "short_next": T("Next"),
    # people
    "act_as": T("Act as"),
    "pair": T("Two side by side"),
    "pick_person": T("Choose a person"),
    "add_visitor": T("Add a visitor"),
    "visitor_about": T("A visitor is not in the club yet and sees nothing of it. Use an invitation to let them in."),
    "invited": T("You are invited"),
    "invited_about": T("Say who you are, and the invitation opens."),
    "come_in": T("Come in"),
    "add": T("Add"),
    "name": T("Name"),
    "language": T("Language"),
    "language_sv": Written("Svenska"),
    "language_fi": Written("Suomi"),
    "language_en": Written("English"),
    # the operator and a new beginning
    "code": T("Code for the first organizer:"),
    "start_over": T("Start over"),
    "start_over_about": T("All that was done here is thrown away."),
    "demo_club": T("The demo club"),
    "demo_about": T("Ten shops half-way into their year: four visits behind them, and a date poll that is open."),
    "empty_club": T("An empty house"),
    "empty_about": T("Nobody but the operator: found a club yourself."),
    "try": T("What to try"),
}
TRY = (
    T("Answer the date poll in the room as anybody under People."),
    T("See who hosts when with /turns, and open a host's backpack with /backpack."),
    T("As the club lead, close the poll with /poll; then let the weeks pass."),
)

FOUND = (
    T("Add a visitor, and write /organizer and the operator's founding code in their lane."),
    T("Found a club with /found, and let its lead in as another visitor."),
    T("As its lead, set the club up in five short steps; then invite, and let time pass."),
)


def words_in(voice: Voice) -> dict[str, str]:
    """Return the page's words in one voice."""
    return {key: voice.say(text) for key, text in WORDS.items()}


def what_to_try(voice: Voice, *, has_club: bool) -> list[str]:
    """Return three short lines of what to try: in a club, or where none is founded yet."""
    return [voice.say(text) for text in (TRY if has_club else FOUND)]
