"""What people do on seeing buttons: one of them is pressed, what comes then is looked at, and perhaps gone on with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bot.features.absences import intents as absences
from bot.features.activity import intents as activity
from bot.features.attendance import intents as attendance
from bot.features.attendance.ports import Coming
from bot.features.backpack import intents as backpack
from bot.features.briefs.intents import ShowBrief, WriteBrief
from bot.features.clubs.intents import ConfirmClosing, KeepClub, OpenClub, SetHost, ShowPauses
from bot.features.joining import intents as joining
from bot.features.meetings import intents as meetings
from bot.features.polls.intents import LeadPoll, MyAnswers, WhyThisDate
from bot.features.privacy.intents import MyData
from bot.features.tips import intents as tips
from bot.features.turns import intents as turns
from bot.features.turns import year_intents as year
from bot.kernel.intents import Intent, OpenIntent
from bot.kernel.people import ClubId
from tests.fakes.platform import Message
from tests.simulation.tempers import DAY, HOUR
from tests.simulation.world import Heard, intents_of

if TYPE_CHECKING:
    from tests.simulation.people import Act, Person

# How gladly each button is pressed beside the others of its message; what is missing here is pressed by nobody
# of their own accord.
GLADLY: Mapping[type[Intent], float] = {
    turns.AcceptTurn: 10,
    turns.PassTurn: 0.4,
    turns.SeekVolunteers: 1,
    turns.Volunteer: 0.5,
    turns.ShowTurn: 0.3,
    year.ChooseSwap: 0.8,
    year.OfferSwap: 2,
    year.TakeSwap: 4,
    year.DeclineSwap: 1,
    year.WhyUs: 0.3,
    year.AskAgain: 2,
    attendance.AskReason: 1,
    attendance.MarkOwn: 0.3,
    attendance.OpenMark: 0.4,
    attendance.MarkCompany: 0.8,
    attendance.ConfirmAttendance: 4,
    attendance.ShowComing: 0.3,
    meetings.CalendarFile: 0.3,
    meetings.MoveMeeting: 0.03,
    meetings.MoveTo: 3,
    meetings.CancelMeeting: 0.03,
    meetings.ChangePlace: 0.3,
    WriteBrief: 5,
    ShowBrief: 0.8,
    tips.GiveTip: 0.3,
    tips.ShowTips: 0.6,
    tips.MyTips: 0.3,
    tips.ShowTip: 0.6,
    tips.SetArea: 0.2,
    tips.SetEffort: 0.5,
    tips.SetEffect: 0.5,
    tips.SetNamed: 0.8,
    tips.EditTip: 0.3,
    tips.TellExperience: 0.3,
    tips.WithdrawTip: 0.1,
    tips.GiveAgain: 4,
    tips.BackTip: 1,
    tips.ShowAlike: 2,
    tips.JoinTips: 2,
    tips.KeepApart: 0.7,
    tips.TakeApart: 0.4,
    backpack.OpenBackpack: 1,
    backpack.Pack: 0.3,
    backpack.PickTip: 1.5,
    backpack.ShareBackpack: 0.8,
    backpack.ShowFollowUp: 1.5,
    backpack.SayOutcome: 1,
    backpack.TellClub: 1,
    absences.AddAway: 0.4,
    absences.BeginLeave: 0.06,
    absences.TakeBack: 0.4,
    absences.BackAgain: 3,
    activity.Snooze: 0.2,
    activity.SnoozeUntil: 0.1,
    activity.OptOut: 0.1,
    activity.HearAll: 2,
    activity.GoOn: 4,
    activity.ShowQuiet: 0.3,
    activity.AnswerNudge: 2,
    joining.LetIn: 6,
    joining.TurnAway: 0.3,
    joining.OfferToMind: 1,
    joining.ConfirmMinder: 4,
    SetHost: 0.7,
    ConfirmClosing: 0.1,
    KeepClub: 4,
    WhyThisDate: 0.3,
    MyAnswers: 0.1,
}
# What people open when nothing asks them to.
CURIOUS: Mapping[type[Intent], float] = {
    tips.ShowTips: 3,
    tips.MyTips: 1,
    tips.ShowAlike: 1,
    attendance.ShowComing: 2,
    attendance.ShowAttendance: 1,
    activity.ShowRecord: 1,
    activity.ShowActivity: 0.5,
    activity.ShowQuiet: 1,
    absences.ShowAbsences: 2,
    year.ShowYear: 2,
    turns.ShowTurn: 1,
    turns.Volunteer: 0.2,
    backpack.OpenBackpack: 2,
    backpack.Pack: 0.4,
    ShowBrief: 1,
    meetings.NextMeeting: 1,
    MyAnswers: 1,
    LeadPoll: 0.5,
    OpenClub: 0.3,
    ShowPauses: 0.2,
    joining.MemberList: 0.5,
    MyData: 0.2,
}
# A duty is done sooner or later; what stands in a room is mostly left to others.
IN_A_ROOM = 0.06
MOST_TAPS = 4
A_WEEK = 7 * DAY


def see(person: Person, message: Message) -> None:
    """Plan to press one of a message's buttons; whoever is of two minds presses another one later."""
    asked = [each for each in intents_of(message.view) if how_gladly(person, each) > 0]
    if not asked:
        return
    about = ("follow", message.key, *sorted({each.code for each in asked}))
    often = person.temper.eager * (1 if message.place.is_private else IN_A_ROOM)
    person.once(about, often, HOUR / 6, 2.5 * DAY, _following(person, asked))
    person.once(("again", *about), often * person.temper.changes, HOUR, 5 * DAY, _following(person, asked))


async def go_on(person: Person, heard: Heard, taps: int) -> None:
    """Press on through what an answer offers."""
    for _ in range(taps):
        drawn = drawn_of(person, heard.intents)
        if drawn is None:
            return
        heard = await person.do(drawn)


def drawn_of(person: Person, offered: Iterable[Intent]) -> Intent | None:
    """Return the button somebody presses of those offered."""
    found = [(each, how_gladly(person, each)) for each in offered]
    weighed = [(each, weight) for each, weight in found if weight > 0]
    if not weighed:
        return None
    (drawn,) = person.chance.choices([each for each, _ in weighed], [weight for _, weight in weighed])
    return drawn


def how_gladly(person: Person, what: Intent) -> float:
    """Return how gladly somebody presses a button; the same act may be a yes or a no."""
    no = person.temper.says_no
    match what:
        case attendance.SayComing(coming=Coming.COMING):
            return 5 * (1.2 - no)
        case attendance.SayComing():
            return 5 * no
        case turns.StillYours(takes_it=takes_it) | tips.AnswerAsked(agrees=takes_it):
            return 4.0 if takes_it else 1.0
        case _:
            return GLADLY.get(type(what), 0.0)


def wandering(person: Person) -> Act:
    """Return the act of opening something out of curiosity, now and then."""

    async def act() -> None:
        person.world.later(A_WEEK * person.chance.uniform(0.2, 2), wandering(person))
        if person.chance.random() >= person.temper.wanders or not person.clubs:
            return
        club = person.chance.choice(sorted(person.clubs))
        if person.saw and person.chance.random() < 0.1:
            await go_on(person, Heard(intents=(person.chance.choice(person.saw[-400:]),)), 1)
            return
        (opened,) = person.chance.choices(list(CURIOUS), list(CURIOUS.values()))
        heard = await person.do(_in_club(opened, club))
        await go_on(person, heard, person.chance.randint(0, MOST_TAPS))

    return act


def _in_club(opened: type[Intent], club: ClubId) -> Intent:
    return opened() if issubclass(opened, OpenIntent) else opened(club=club)


def _following(person: Person, asked: list[Intent]) -> Act:
    async def act() -> None:
        await go_on(person, Heard(intents=tuple(asked)), 1 + person.chance.randint(0, MOST_TAPS))

    return act
