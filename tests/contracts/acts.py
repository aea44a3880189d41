"""Any act of the catalogue, made ready to be asked: valid ids of the club under test, by the type of each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, time
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

from bot.features.absences.ports import AbsenceId
from bot.features.activity.intents import Span, Word
from bot.features.attendance.intents import Tap
from bot.features.attendance.ports import Coming, Presence
from bot.features.backpack.ports import Outcome
from bot.features.clubs.intents import Country
from bot.features.meetings.ports import MeetingId
from bot.features.polls.intents import PollId, SlotId, Tick
from bot.features.tips.ports import Area, TipId
from bot.features.turns.ports import TurnId
from bot.kernel.fields import reader_of
from bot.kernel.intents import Intent
from bot.kernel.people import ClubId, CompanyId, Language, MembershipId
from bot.kernel.roster import Post
from tests.contracts.two_clubs import SEATS, Ids

# In which state of the date poll an act has something to do; "open" where nothing is said.
STAGE_OF: Mapping[str, str] = {
    "AnswerNudge": "decided",
    "AskForSlot": "drawn",
    "AddSlot": "room_for_one",
    "KeepSlot": "room_for_one",
    "DropSlot": "drawn",
    "OpenNow": "drawn",
    "HostWord": "asking_host",
    "AskForDate": "lead_sets",
    "SetDate": "lead_sets",
    "WhyThisDate": "decided",
    "CalendarFile": "decided",
    "NextMeeting": "decided",
    "MoveMeeting": "decided",
    "MoveTo": "decided",
    "CancelMeeting": "decided",
    "CancelNow": "decided",
    "ChangePlace": "decided",
    "ShowBrief": "decided",
    "WriteBrief": "decided",
    "ShowComing": "decided",
    "SayComing": "decided",
    "AskReason": "decided",
    "GiveReason": "decided",
    "ShowAttendance": "begun",
    "OpenMark": "begun",
    "MarkCompany": "begun",
    "ConfirmAttendance": "begun",
    "MarkOwn": "held",
    **dict.fromkeys(("GiveTip", "SaveAsTip", "AnswerAsked", "ShowTip", "SetArea", "SetEffort", "SetEffect"), "tips"),
    **dict.fromkeys(("SetNamed", "EditTip", "TellExperience", "WithdrawTip", "GiveAgain", "BackTip"), "tips"),
    **dict.fromkeys(("ShowTips", "MyTips", "ShowAlike", "JoinTips", "KeepApart", "TakeApart"), "tips"),
    **dict.fromkeys(("OpenBackpack", "Pack", "PickTip", "ShareBackpack", "ShowFollowUp", "SayOutcome"), "packed"),
    "TellClub": "packed",
    "SeekVolunteers": "host_wanted",
    "Volunteer": "host_wanted",
    "TakeSwap": "swap_offered",
    "DeclineSwap": "swap_offered",
}
# Whom an act is about; "member" where nothing is said, "own" is whoever asks.
ABOUT: Mapping[str, str] = {
    "RenewInvitation": "invited",
    "RevokeInvitation": "invited",
    "SetContact": "own",
    "LetIn": "own",
    "TurnAway": "own",
}
# Which company an act is about; the last one where nothing is said.
AT: Mapping[str, str] = {
    "ShowCompany": "own",
    "MakeCompanyLink": "own",
    "RevokeCompanyLink": "own",
    "PhoneVote": "lanka",
    "ByPhone": "lanka",
    "AskAgain": "own",
    "OfferSwap": "another",
}
# What somebody would type or choose, by the field's name; nothing here is a canary.
TYPED: Mapping[str, Any] = {
    "name": "Sturdy New Name",
    "lead_name": "Somebody Else",
    "lead_company": "Another Shop",
    "language": Language.SV,
    "languages": (Language.EN, Language.FI),
    "zone": ZoneInfo("Europe/Stockholm"),
    "countries": (Country.SE,),
    "weekdays": (2, 3),
    "start": time(18),
    "minutes": 90,
    "listed": "New Shop – New Person",
    "place": "Elsewhere 2",
    "weeks": 8,
    "months": 6,
    "first": date(2027, 3, 1),
    "last": date(2027, 3, 7),
    "yearly": False,
    "day": date(2026, 10, 29),
    "until": date(2027, 3, 1),
    "token": "opens nothing",
    "word": "opens nothing",
    "coming": Coming.COMING,
    "presence": Presence.LATE,
    "tap": Tap.LATE,
    "reason": "A sturdy reason",
    "webshop": "https://shop.example",
    "sequence": 0,
    "goal": "A sturdy goal",
    "question_1": "A sturdy question",
    "question_2": "Another question",
    "question_3": "A third question",
    "words": "A sturdy tip",
    "experience": "A sturdy experience",
    "message": "1234",
    "dots": 2,
    "area": Area.SEARCH,
}
UNKNOWN = "aaaaaaaaaaaaaaaa"


def asked_by(kind: type[Intent], ids: Ids, role: str) -> Intent:
    """Return an act as somebody in a role would ask it of a club, with everything in it that an answer needs."""
    hints = get_type_hints(kind)
    given: dict[str, Any] = {each.name: _value(kind, each.name, hints[each.name], ids, role) for each in fields(kind)}
    return kind(**given)


def elsewhere(intent: Intent, other: Intent) -> Intent:
    """Return an act asked of one club about what another club has."""
    return replace(other, club=intent.club)


def about_nothing(intent: Intent) -> Intent:
    """Return the same act about ids that no club has."""
    hints = get_type_hints(type(intent))
    lost: dict[str, Any] = {each.name: UNKNOWN for each in fields(intent) if _is_id(each.name, hints[each.name])}
    return replace(intent, **lost) if lost else intent


def names_ids(kind: type[Intent]) -> bool:
    """True when an act names something a club has."""
    hints = get_type_hints(kind)
    return any(_is_id(each.name, hints[each.name]) for each in fields(kind))


def typed_fields(kind: type[Intent]) -> list[str]:
    """Return the fields that a person fills in."""
    return [each.name for each in fields(kind) if reader_of(each) is not None]


def _is_id(name: str, hint: object) -> bool:
    return hint in {TipId, TurnId, AbsenceId, PollId, SlotId, MeetingId, CompanyId, MembershipId} or name in {
        "pause",
        "company",
        "chosen",
        "swap",
    }


def _value(kind: type[Intent], name: str, hint: object, ids: Ids, role: str) -> object:
    by_type: dict[object, object] = {
        ClubId: ids.club,
        PollId: PollId(ids.poll),
        SlotId: SlotId(next(iter(ids.slots), UNKNOWN)),
        MeetingId: MeetingId(ids.meeting or UNKNOWN),
        AbsenceId: AbsenceId(UNKNOWN),
        TurnId: TurnId(ids.turn or UNKNOWN),
        Outcome: Outcome.DONE,
        Tick: Tick.YES,
        Post: Post.LEAD,
        Span: Span.WEEK,
        Word: Word.CALL,
        Language: Language.SV,
        bool: True,
        int: 1,
    }
    if name in {"company", "chosen"}:
        return _company(kind, ids, role)
    if hint is MembershipId:
        about = ABOUT.get(kind.__name__, "member")
        return ids.members.get(role if about == "own" else about, ids.members["member"])
    if name in {"pause", "swap"}:
        return {"pause": ids.pause, "swap": ids.swap or UNKNOWN}[name]
    if name in {"own_cycle", "other_cycle"}:
        own = ids.companies[_own(role)]
        return ids.cycles.get(own if name == "own_cycle" else _company(kind, ids, role), 0)
    if hint is TipId:
        return TipId(_tip(kind, name, ids, role))
    if name == "author":
        return ids.author
    if name in TYPED:
        return TYPED[name]
    assert hint in by_type, f"say in TYPED what somebody would type for {kind.__name__}.{name}"
    return by_type[hint]


def _tip(kind: type[Intent], name: str, ids: Ids, role: str) -> str:
    """Return whose tip an act is about: one's own, another company's to back, two different ones to join."""
    about = {"BackTip": "member" if role in {"lead", "deputy"} else "lead", "JoinTips": "lead", "KeepApart": "lead"}
    whose = "member" if name == "other" else about.get(kind.__name__, role)
    return ids.tips.get(whose, ids.tips.get("member", UNKNOWN))


def _company(kind: type[Intent], ids: Ids, role: str) -> CompanyId:
    at = AT.get(kind.__name__, "krona")
    if at == "another":
        at = "kvarn" if _own(role) == "krona" else "krona"
    return ids.companies[_own(role) if at == "own" else at]


def _own(role: str) -> str:
    """Return which company somebody in a role is of."""
    return next((seat.company for seat in SEATS if seat.role == role), "krona")
