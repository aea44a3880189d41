"""Clubs: founding, setting up in five steps, the rules and their changes, counts (R1, R4.1)."""

from __future__ import annotations

from typing import Any

from bot.features.clubs import panels, views
from bot.features.clubs.intents import (
    AddCompanies,
    AddPause,
    BindRoom,
    CloseClub,
    ConfirmClosing,
    Counts,
    FoundClub,
    InviteAll,
    KeepClub,
    OpenClub,
    OpenSetup,
    RemovePause,
    RenewLeadLink,
    SetCadence,
    SetHost,
    SetHours,
    SetRegion,
    SetTerm,
    ShowOrganizer,
    ShowPauses,
)
from bot.features.clubs.service import ending, founding, own_data, rules, setting_up
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import LEADS, MEMBERS, Role
from bot.kernel.texts import T
from bot.kernel.views import ViewRef

ORGANIZERS = frozenset({Role.ORGANIZER})


def _club(asked: Any) -> ViewRef:  # noqa: ANN401 - any act on a club leads back to its panel
    return ViewRef(views.CLUB, asked.club)


def _pauses(asked: Any) -> ViewRef:  # noqa: ANN401 - the same
    return ViewRef(views.PAUSES, asked.club)


def _organizer(asked: Any) -> ViewRef:  # noqa: ANN401, ARG001 - the same
    return ViewRef(views.ORGANIZER)


_FOUNDING = (
    Act(ShowOrganizer, founding.show_organizer, ORGANIZERS, panel=_organizer),
    Act(
        FoundClub,
        founding.found_club,
        ORGANIZERS,
        Answered.FORM,
        Command("found", T("Found a club"), ("grunda", "perusta")),
        panel=_organizer,
    ),
    Act(Counts, founding.counts, ORGANIZERS, command=Command("counts", T("Your clubs in counts"), ("antal", "luvut"))),
    Act(RenewLeadLink, founding.renew_lead_link, ORGANIZERS, panel=_organizer),
    Act(
        BindRoom,
        founding.bind_room,
        LEADS | ORGANIZERS,
        command=Command("bind", T("Make this chat the club's room"), ("koppla", "liita")),
        changes_roster=True,
    ),
)
_SETTING_UP = (
    Act(
        OpenSetup,
        setting_up.open_setup,
        LEADS,
        command=Command("setup", T("Set up the club"), ("komigang", "kayttoonotto")),
        panel=_club,
    ),
    Act(SetRegion, setting_up.set_region, LEADS, Answered.FORM, panel=_club, changes_roster=True),
    Act(AddCompanies, setting_up.add_companies, LEADS, Answered.FORM, panel=_club),
    Act(SetHost, setting_up.set_host, LEADS, Answered.FORM, panel=_club, changes_roster=True),
    Act(InviteAll, setting_up.invite_all, LEADS, panel=_club, changes_roster=True),
)
_RULES = (
    Act(
        OpenClub,
        rules.open_club,
        MEMBERS,
        command=Command("club", T("The club and its rules"), ("klubb", "kerho")),
        panel=_club,
    ),
    Act(SetHours, rules.set_hours, LEADS, Answered.FORM, panel=_club, changes_roster=True),
    Act(SetCadence, rules.set_cadence, LEADS, Answered.FORM, panel=_club, changes_roster=True),
    Act(SetTerm, rules.set_term, LEADS, Answered.FORM, panel=_club, changes_roster=True),
    Act(ShowPauses, rules.show_pauses, LEADS, Answered.UPDATE, panel=_pauses),
    Act(AddPause, rules.add_pause, LEADS, Answered.FORM, panel=_pauses, changes_roster=True),
    Act(RemovePause, rules.remove_pause, LEADS, Answered.UPDATE, panel=_pauses, changes_roster=True),
)

_ENDING = (
    Act(CloseClub, ending.close_club, LEADS, panel=_club),
    Act(ConfirmClosing, ending.confirm_closing, LEADS | ORGANIZERS),
    Act(KeepClub, ending.keep_club, LEADS, Answered.UPDATE, panel=_club),
)

FEATURE = Feature(
    name="clubs",
    acts=(*_FOUNDING, *_SETTING_UP, *_RULES, *_ENDING),
    views=panels.VIEWS,
    tables=(
        Table(
            "club",
            Owner.CLUB,
            "a club's rules; its data key is destroyed 24 months after it closed; who founded it goes with erasure",
        ),
        Table("pause", Owner.CLUB, "days without polls, meetings and messages"),
    ),
    facts=frozenset({views.CLOSING_ASKED}),
    erase=own_data.erase,
    export=own_data.export,
)
