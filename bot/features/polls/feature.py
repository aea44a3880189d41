"""The date poll: slots by rhythm, three answers a slot, one choice by a published rule (R4)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.polls import intents as i
from bot.features.polls.privacy import erase, export
from bot.features.polls.service import closing, keeping, leading, opening, planning, reminding, voting
from bot.features.polls.views import card, lead, private
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import LEADS, MEMBERS, TIMER_ONLY, Role
from bot.kernel.texts import T
from bot.kernel.views import ViewRef

TWO_YEARS = timedelta(days=730)
HOST = frozenset({Role.HOST})


def _panel_of_lead(intent: i.LeadPoll) -> ViewRef:
    return ViewRef("polls.lead", intent.club)


def _own_answers(intent: i.Vote | i.AllFit | i.NoneOfThese) -> ViewRef:
    return voting.mine(intent.club)


FEATURE = Feature(
    name="polls",
    acts=(
        Act(i.Vote, voting.vote, MEMBERS, Answered.UPDATE, panel=_own_answers),
        Act(i.AllFit, voting.all_fit, MEMBERS, Answered.UPDATE, panel=_own_answers),
        Act(i.NoneOfThese, voting.none_of_these, MEMBERS, Answered.UPDATE, panel=_own_answers),
        Act(
            i.MyAnswers,
            voting.my_answers,
            MEMBERS,
            command=Command("dates", T("Which times suit you"), ("datum", "paivat")),
        ),
        Act(i.WhyThisDate, lead.why_this_date, MEMBERS),
        Act(i.HostWord, closing.host_word, HOST, changes_roster=True),
        Act(
            i.LeadPoll,
            leading.lead_poll,
            LEADS,
            command=Command("poll", T("The date poll: see, change, open, close"), ("omrostning", "kysely")),
            panel=_panel_of_lead,
        ),
        Act(
            i.WhoIsMissing,
            leading.who_is_missing,
            LEADS,
            command=Command("missing", T("Who has not answered"), ("saknas", "puuttuu")),
        ),
        Act(i.ByPhone, leading.by_phone, LEADS),
        Act(i.PhoneVote, voting.phone_vote, LEADS, Answered.UPDATE),
        Act(i.AskForSlot, leading.ask_for_slot, LEADS, Answered.FORM),
        Act(i.AddSlot, leading.add_slot, LEADS),
        Act(i.KeepSlot, leading.keep_slot, LEADS),
        Act(i.DropSlot, leading.drop_slot, LEADS),
        Act(i.OpenNow, leading.open_now, LEADS, panel=_panel_of_lead),
        Act(i.CloseNow, leading.close_now, LEADS, panel=_panel_of_lead, changes_roster=True),
        Act(i.Redo, leading.redo, LEADS, panel=_panel_of_lead),
        Act(i.AskForDate, leading.ask_for_date, LEADS, Answered.FORM),
        Act(i.SetDate, leading.set_date, LEADS, changes_roster=True),
        Act(i.DrawSlots, planning.draw, TIMER_ONLY),
        Act(i.OpenPoll, opening.open_due, TIMER_ONLY),
        Act(i.Remind, reminding.remind, TIMER_ONLY),
        Act(i.CloseDue, closing.close_due, TIMER_ONLY, changes_roster=True),
        Act(i.CloseQuiet, closing.close_due, TIMER_ONLY, changes_roster=True),
        Act(i.HostSilent, closing.host_silent, TIMER_ONLY, changes_roster=True),
    ),
    settle=keeping.settle,
    views={
        "polls.card": card.card,
        "polls.mine": private.mine,
        "polls.reminder": private.reminder,
        "polls.host_word": private.host_word,
        "polls.host_has_none": private.host_has_none,
        "polls.lead": lead.panel,
        "polls.draft": lead.draft,
        "polls.lead_sets": lead.date_wanted,
        "polls.missing": lead.missing,
        "polls.phone": lead.phone,
    },
    tables=(
        Table("poll", Owner.CLUB, "the club's own history", kept=TWO_YEARS),
        Table("slot", Owner.CLUB, "goes with its poll", kept=TWO_YEARS),
        Table("mark", Owner.CLUB, "answers explain a date", kept=TWO_YEARS, personal=True),
    ),
    erase=erase,
    export=export,
    foreseen={
        i.DrawSlots: lambda _: T("the lead sees the times"),
        i.OpenPoll: lambda _: T("the date poll opens"),
        i.Remind: lambda _: T("reminder"),
        i.CloseDue: lambda _: T("the date poll closes"),
        i.CloseQuiet: lambda _: T("the date poll closes"),
        i.HostSilent: lambda _: T("the host's time is up"),
    },
)
