"""A turn from asking to taking it, letting it lapse or pass (R5.2, R5.3, R4.3)."""

from __future__ import annotations

from datetime import time, timedelta

from bot.features.joining.intents import Leave, NameDeputy
from bot.features.polls.intents import OpenNow
from bot.features.polls.ports import NOBODY, PollState
from bot.features.turns.intents import AcceptTurn, LapseTurn, PassTurn, ShowTurn
from bot.features.turns.ports import Ground, Turn, TurnState
from bot.kernel.locales import load_catalogues
from bot.kernel.people import Language
from tests.features.polls.poll_club import PollClub, local

ASKED = "It is your turn to host the club, around "


async def the_turn(club: PollClub) -> Turn:
    """Return the turn at hand, which there is."""
    turn = await club.turn()
    assert turn is not None
    return turn


async def test_the_first_host_is_named_at_set_up(club: PollClub) -> None:
    """R5.2: the first host has the turn from set-up on and counts as accepted; nobody asks it."""
    turn = await the_turn(club)
    assert (turn.company, turn.state, turn.ground) == (await club.company("anna"), TurnState.ACCEPTED, Ground.NAMED)
    assert turn.place == "Strandgatan 1, Vasa"
    opened = await club.until(PollState.OPEN)
    assert opened.host == turn.company
    assert club.told("anna", ASKED) == []


async def test_the_queue_goes_round(running: PollClub) -> None:
    """R5.1: after the first host those who have not hosted follow in their order, then the longest ago."""
    hosts = [(await running.hold_meeting()).host for _ in range(5)]
    assert hosts == [await running.company(who) for who in ("anna", "bo", "cia", "dan", "anna")]


async def test_the_next_is_asked_the_day_after(met: PollClub) -> None:
    """R5.2: a held meeting ends its turn; at 09:00 the day after the next company hears around when, and why."""
    first, after = await met.turns()
    assert first.ended_at == (await met.world.frame()).cycle_began
    assert (after.company, after.state, after.asked_at) == (await met.company("bo"), TurnState.PROPOSED, None)
    asked = await met.until_asked()
    assert (local(asked.asked_at or asked.proposed_at).time(), asked.position) == (time(9), 2)
    (told,) = met.told("bo", ASKED + "5 November.")
    assert told.splitlines()[1:] == [
        "It is yours because you have not hosted yet. In the club since: September 2026. Does it suit you?",
        "[We'll take it] [Swap] [Not this time]",
    ]
    assert met.told("anna", ASKED) == []


async def test_taking_it_asks_for_the_place_once(met: PollClub) -> None:
    """R5.2: two taps and the place; the webshop may wait; the next time both stand in the form."""
    await met.until_asked()
    form = await met.world.ask("bo", AcceptTurn(club=met.id, turn=(await the_turn(met)).id))
    assert form.form is not None
    assert [(each.name, each.value, each.required) for each in form.form.fields] == [
        ("place", "", True),
        ("webshop", "", False),
    ]
    taken = await met.world.submit("bo", form, place="Hamngatan 5, Vasa", webshop="sydoster.example/shop")
    assert taken.words.startswith("Thank you. The club comes to you next.")
    turn = await the_turn(met)
    assert (turn.state, turn.place, turn.webshop) == (
        TurnState.ACCEPTED,
        "Hamngatan 5, Vasa",
        "https://sydoster.example/shop",
    )
    again = await met.world.press("bo", taken, "Place and webshop")
    assert again.form is not None
    assert [each.value for each in again.form.fields] == ["Hamngatan 5, Vasa", "https://sydoster.example/shop"]
    saved = await met.world.submit("bo", again, place="Hamngatan 6")
    assert saved.words.startswith("Saved.\nNext host: Sydöster, Hamngatan 6.")


async def test_an_address_that_is_none_is_said_beside_its_field(met: PollClub) -> None:
    """R10: nothing but http and https is taken; what was typed stays."""
    await met.until_asked()
    form = await met.world.ask("bo", AcceptTurn(club=met.id, turn=(await the_turn(met)).id))
    refused = await met.world.submit("bo", form, place="Hamngatan 5", webshop="javascript:alert(1)")
    assert list(refused.fields) == ["webshop"]
    assert (await the_turn(met)).state is TurnState.PROPOSED


async def test_one_reminder_after_five_days(met: PollClub) -> None:
    """R5.2: who has not answered is reminded once, with until when; who has answered is not."""
    asked = await met.until_asked()
    await met.world.later(days=4, hours=23)
    assert not met.told("bo", "The club waits for your word")
    await met.world.later(hours=2)
    (told,) = met.told("bo", "The club waits for your word: can you host? Please answer before Sat 10 Oct, 09:00.")
    assert told.startswith(ASKED)
    assert asked.answer_by is not None
    await met.accept_turn("bo")
    await met.world.later(days=3)
    assert len(met.told("bo", "The club waits")) == 1


async def test_silence_lets_it_lapse_and_the_next_is_asked(met: PollClub) -> None:
    """R5.2: five days before opening an unanswered turn lapses; the next is asked, the lead hears whom."""
    opens_at = (await met.poll()).opens_at
    first = await met.until_asked()
    assert first.answer_by == opens_at - timedelta(days=5)
    await met.world.clockwork.advance(met.world.clock, first.answer_by)
    lapsed, now = (await met.turns())[1:]
    assert (lapsed.state, lapsed.ended_at) == (TurnState.LAPSED, first.answer_by)
    assert now.company == await met.company("cia")
    await met.world.later(days=2)
    assert met.told("anna", "No answer about the turn from: Sydöster. The next company is asked: Kaffestugan.")
    assert met.told("cia", ASKED)
    late = await met.world.ask("bo", AcceptTurn(club=met.id, turn=first.id))
    assert late.error == "The host company decides this. /club shows which one that is."


async def test_without_a_host_the_poll_waits_and_the_lead_gets_one_card(met: PollClub) -> None:
    """R5.2, R4.3: nobody answers until opening: no poll opens, the lead is asked once for a host."""
    planned = await met.poll()
    await met.world.clockwork.advance(met.world.clock, planned.opens_at + timedelta(days=10))
    assert (await met.again(planned)).state is PollState.PLANNED
    assert (await met.again(planned)).host == NOBODY
    assert await met.turn() is None
    (card,) = met.told("anna", "A host is wanted")
    assert card.splitlines()[-1] == "[Name the host] [Ask for volunteers]"
    assert [each for each in met.room() if each.startswith("📅 Next club meeting")][-1].count("Kvarnboden") == 1


async def test_a_host_the_lead_names_by_phone_has_accepted(met: PollClub) -> None:
    """R5.2: the waiting poll is planned from then on, with the lead's 24 hours, and opens."""
    planned = await met.poll()
    await met.world.clockwork.advance(met.world.clock, planned.opens_at + timedelta(days=1))
    await met.host("Havsbageriet", "Kajen 2")
    turn = await the_turn(met)
    assert (turn.state, turn.ground, turn.place) == (TurnState.ACCEPTED, Ground.NAMED, "Kajen 2")
    await met.world.later(days=1)
    assert met.told("dan", "The club lead has named you as host, at: Kajen 2.")
    opened = await met.until(PollState.OPEN)
    assert opened.id == planned.id
    assert opened.opens_at - met.world.clock.now() <= timedelta()
    assert opened.opens_at >= planned.opens_at + timedelta(days=2)
    assert met.shown("📅").startswith("📅 Next club meeting, at Havsbageriet")


async def test_a_late_yes_before_opening_keeps_the_leads_day(met: PollClub) -> None:
    """R4.2: accepted within a day of opening: the lead still has 24 hours with the times."""
    planned = await met.poll()
    first = await met.until_asked()
    await met.world.clockwork.advance(met.world.clock, first.answer_by or first.proposed_at)
    await met.world.clockwork.advance(met.world.clock, planned.opens_at - timedelta(hours=2))
    await met.accept_turn("cia")
    drawn = await met.until(PollState.DRAWN)
    opened = await met.until(PollState.OPEN)
    assert opened.id == drawn.id == planned.id
    assert opened.opens_at >= planned.opens_at - timedelta(hours=2) + timedelta(hours=24)


async def test_a_pass_asks_the_next_and_leaves_the_count(met: PollClub) -> None:
    """R5.3: the next available is asked at once, not named; a second press is told that the turn has gone on."""
    turn = await met.until_asked()
    heard = await met.pass_turn("bo")
    assert heard.words.startswith("Thank you for saying so early. The next company is asked: Kaffestugan.")
    assert [each.state for each in await met.turns()] == [TurnState.ACCEPTED, TurnState.PASSED, TurnState.PROPOSED]
    assert met.told("cia", ASKED)
    assert met.told("anna", "Cannot host this time: Sydöster. The next company is asked: Kaffestugan.")
    again = await met.world.ask("bo", PassTurn(club=met.id, turn=turn.id))
    assert again.error == "The host company decides this. /club shows which one that is."
    assert len(await met.turns()) == 3


async def test_a_turn_that_was_taken_is_given_away_on_purpose(met: PollClub) -> None:
    """R5.3: nobody could take it back, so a slip of the finger only asks; the second tap lets go, twice too."""
    turn = await met.until_asked()
    await met.accept_turn("bo")
    asked = await met.world.press("bo", await met.world.say("bo", "/turn"), "Not this time")
    assert asked.words.startswith("The turn is yours. If you let it go, the next company is asked at once.")
    assert (await the_turn(met)).id == turn.id
    assert (await the_turn(met)).is_accepted
    heard = await met.world.press("bo", asked, "Let the turn go")
    assert "The next company is asked: Kaffestugan." in heard.words
    late = await met.world.press("bo", asked, "Let the turn go")
    assert late.error == "The host company decides this. /club shows which one that is."


async def test_an_open_poll_goes_on_while_the_next_is_asked(running: PollClub) -> None:
    """R5.3: answers stay and the card names no host; who takes the turn is whose yes the date needs."""
    running.turns_are_taken = False
    await running.fill("anna", "ynnn")
    await running.fill("bo", "nyyn")
    await running.fill("cia", "yyny")
    await running.pass_turn("anna")
    poll = await running.poll()
    assert (poll.state, poll.host) == (PollState.OPEN, NOBODY)
    assert running.shown("📅").startswith("📅 Next club meeting\n")
    await running.accept_turn("bo")
    assert running.shown("📅").startswith("📅 Next club meeting, at Sydöster\n")
    await running.fill("dan", "ynny")
    await running.until_decided()
    await running.world.settle()
    assert running.shown("✅").startswith("✅ Tue 29 Sept, 17:00–19:30, Sydöster")


async def test_answers_wait_for_a_host_that_is_still_asked(running: PollClub) -> None:
    """R5.3, R4.7: the poll closes while the next company is asked: its answers are kept until it says yes."""
    running.turns_are_taken = False
    for who in ("bo", "cia", "dan"):
        await running.fill(who, "nyyn")
    await running.pass_turn("anna")
    asked = await the_turn(running)
    await running.fill("anna", "ynnn")
    await running.world.later(minutes=11)
    assert ((await running.poll()).state, asked.company) == (PollState.ASKING_HOST, await running.company("bo"))
    assert running.room()[-1] == "The poll has closed. The date follows soon."
    await running.accept_turn("bo")
    await running.world.settle()
    assert running.shown("✅").startswith("✅ Tue 29 Sept, 17:00–19:30, Sydöster")


async def test_answers_that_nobody_takes_up_are_withdrawn(running: PollClub) -> None:
    """R5.2: closed without a host and nobody left to ask: a new poll waits, the lead is asked for a host."""
    running.turns_are_taken = False
    old = await running.poll()
    for _ in range(4):
        await running.pass_turn()
        await running.world.settle()
    assert (await running.again(old)).state is PollState.OPEN
    await running.until_over(old)
    assert (await running.again(old)).state is PollState.WITHDRAWN
    assert (await running.poll()).state is PollState.PLANNED
    await running.world.later(days=1)
    assert len(running.told("anna", "A host is wanted")) == 1


async def test_a_drawn_poll_does_not_open_without_a_host(club: PollClub) -> None:
    """R4.3: the host passes on the eve: the lead cannot open it, it waits, and is drawn anew for the next host."""
    drawn = await club.until(PollState.DRAWN)
    club.turns_are_taken = False
    await club.pass_turn("anna")
    refused = await club.world.ask("anna", OpenNow(club=club.id, poll=drawn.id))
    assert refused.error == "No company has taken the turn yet. Write /turn to see whom to ask."
    await club.world.later(hours=23, minutes=30)
    assert (await club.again(drawn)).state in {PollState.PLANNED, PollState.DRAWN}
    await club.world.later(hours=1)
    assert (await club.again(drawn)).state is PollState.PLANNED
    if (await club.turn()) is None:
        await club.host("Sydöster", "Hamngatan 5")
    else:
        await club.accept_turn()
    assert (await club.until(PollState.OPEN)).host != NOBODY


async def test_everyone_sees_whose_turn_it_is(met: PollClub) -> None:
    """/turn: the host has its buttons, the lead may name another, a member reads."""
    await met.until_asked()
    assert (await met.world.say("bo", "/turn")).words.startswith(ASKED)
    assert (await met.world.say("cia", "/tur")).words.startswith("Next in turn: Sydöster. Not answered yet.")
    assert "Name the host" in (await met.world.say("anna", "/vuoro")).buttons
    await met.accept_turn("bo", place="Hamngatan 5")
    said = "Next host: Sydöster, Hamngatan 5. The date is still open."
    assert (await met.world.ask("cia", ShowTurn(club=met.id))).words.startswith(said)
    assert list((await met.world.ask("cia", ShowTurn(club=met.id))).buttons) == ["Who hosts when"]
    assert "Not this time" in (await met.world.ask("bo", ShowTurn(club=met.id))).buttons


async def test_only_the_hosts_people_answer(met: PollClub) -> None:
    """R1: a member of another company, the lead and a stranger neither take nor pass a turn."""
    turn = await met.until_asked()
    for who in ("anna", "cia", "stranger"):
        for act in (AcceptTurn(club=met.id, turn=turn.id), PassTurn(club=met.id, turn=turn.id)):
            assert (await met.world.ask(who, act)).error is not None
    assert await the_turn(met) == turn


async def test_a_host_that_leaves_is_followed_by_asking(running: PollClub) -> None:
    """R5.6: the host company goes during the poll: the next is asked, the poll goes on."""
    running.turns_are_taken = False
    poll = await running.poll()
    await running.host("Sydöster", "Hamngatan 5")
    await running.fill("cia", "yyyy")
    await running.world.ask("bo", Leave(club=running.id, sure=True))
    await running.world.settle()
    assert ((await running.again(poll)).state, (await running.again(poll)).host) == (PollState.OPEN, NOBODY)
    assert running.told("anna", ASKED)
    await running.accept_turn("anna")
    assert "1 of 3 companies have answered." in running.shown("📅 Next club meeting, at Kvarnboden")


async def test_a_host_that_nobody_has_joined_for_hands_the_turn_on() -> None:
    """R5.2: nobody of the first host has come by the time the times are drawn: the next company is asked."""
    club = await PollClub.founded(4, joined=3, host="Havsbageriet")
    club.turns_are_taken = False
    planned = await club.poll()
    assert (await the_turn(club)).company == await club.company("dan")
    await club.until_asked()
    assert (await club.again(planned)).state is PollState.PLANNED
    assert [each.state for each in await club.turns()] == [TurnState.WITHDRAWN, TurnState.PROPOSED]
    await club.accept_turn()
    assert (await club.until(PollState.OPEN)).host == await club.company("anna")


async def test_the_card_about_the_leads_own_company_goes_to_the_deputy(running: PollClub) -> None:
    """R1: that the lead's company has passed is for the deputy to mind."""
    deputy = await running.world.member("Cia Holm")
    await running.world.ask("anna", NameDeputy(club=running.id, member=deputy.id))
    running.turns_are_taken = False
    await running.pass_turn("anna")
    await running.world.later(hours=1)
    assert running.told("cia", "Cannot host this time: Kvarnboden. The next company is asked: Sydöster.")
    assert not running.told("anna", "Cannot host this time")


async def test_a_timer_of_a_turn_that_went_on_does_nothing(met: PollClub) -> None:
    """A timer that comes late finds another turn and leaves it be; no person may press it."""
    turn = await met.until_asked()
    await met.pass_turn("bo")
    refused = await met.world.ask("bo", LapseTurn(club=met.id, turn=turn.id))
    assert refused.error is not None
    await met.world.clockwork.advance(met.world.clock, turn.answer_by or turn.proposed_at)
    assert [each.state for each in await met.turns()][1] is TurnState.PASSED


async def test_the_turn_is_told_in_three_languages() -> None:
    """Voice: the agreed words, with day and month as each language writes them."""
    club = await PollClub.founded(3, catalogues=load_catalogues())
    await club.until(PollState.OPEN)
    for who, language in (("anna", Language.SV), ("bo", Language.FI)):
        await club.speaks(who, language)
    for _ in range(4):
        await club.hold_meeting()
    await club.world.later(days=1)
    (swedish,) = club.told("anna", "Det är er tur att ta emot klubben, omkring ")
    assert "Turen är er eftersom det är längst sedan sist (september 2026). Passar det?" in swedish
    assert "[Vi tar den]" in swedish
    finnish = club.told("bo", "Teidän vuoronne isännöidä kerhoa, noin ")
    assert "Vuoro on teidän, koska ette ole vielä isännöineet. Kerhossa alkaen: syyskuu 2026. Sopiiko?" in finnish[0]
    assert "[Otamme sen] [Vaihdetaan] [Ei tällä kertaa]" in finnish[0]
    assert "Vuoro on teidän, koska edellisestä on kauimmin (marraskuu 2026)." in finnish[1]


async def test_nobody_hears_twice_what_they_did_themselves(running: PollClub) -> None:
    """R9: the lead, who has no deputy, passes for the own company: the answer says it, no message repeats it."""
    running.turns_are_taken = False
    assert "Sydöster" in (await running.pass_turn("anna")).words
    assert running.told("anna", "Cannot host this time") == []
    await running.pass_turn("bo")
    assert len(running.told("anna", "Cannot host this time: Sydöster")) == 1


async def test_the_answer_is_awaited_until_the_poll_is_near(met: PollClub) -> None:
    """R5.2, R4.3: a pause moves the opening; five days before it is later too, and the turn does not lapse before."""
    asked = await met.until_asked()
    assert asked.answer_by is not None
    day = met.now().date()
    await met.pause(day + timedelta(days=3), day + timedelta(days=30))
    until = (await the_turn(met)).answer_by
    assert until is not None
    assert until == local((await met.poll()).opens_at) - timedelta(days=5) > asked.answer_by
    await met.go_to(local(asked.answer_by).date() + timedelta(days=3))
    assert (await the_turn(met)).id == asked.id
    await met.end_pause("28 Sept")
    until = (await the_turn(met)).answer_by
    assert until is not None
    assert until >= met.world.clock.now() + timedelta(hours=24)
    await met.world.clockwork.advance(met.world.clock, until)
    assert (await met.turns())[1].state is TurnState.LAPSED
