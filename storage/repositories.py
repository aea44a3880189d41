"""Which class keeps which port: the one table of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.browser import Installation, Personas, WebMessages
from bot.features.absences.ports import Absences
from bot.features.activity.ports import Nudges
from bot.features.attendance.ports import AttendanceBook
from bot.features.backpack.ports import Backpacks
from bot.features.briefs.ports import Briefs
from bot.features.clubs.ports import Clubs
from bot.features.joining.ports import Bootstrap, Joining, People, Tries
from bot.features.meetings.ports import Meetings
from bot.features.polls.ports import Polls
from bot.features.privacy.ports import Traces
from bot.features.tips.ports import Tips
from bot.features.turns.ports import Swaps, Turns
from bot.kernel.housekeeping import Keeping
from bot.kernel.ports import Cards, Dedup, Outbox, SetAside, Timers
from bot.kernel.questions import Questions
from bot.kernel.roster import Places, Roster
from storage.absences import SqlAbsences
from storage.activity import SqlNudges
from storage.attendance import SqlAttendance
from storage.backpack import SqlBackpacks
from storage.briefs import SqlBriefs
from storage.clubs import SqlClubs
from storage.housekeeping import SqlKeeping
from storage.joining import SqlBootstrap, SqlJoining, SqlPeople, SqlTries
from storage.meetings import SqlMeetings
from storage.polls import SqlPolls
from storage.privacy import SqlTraces
from storage.repository import Repository
from storage.roster import SqlPlaces, SqlRoster
from storage.swaps import SqlSwaps
from storage.telling import SqlCards, SqlDedup, SqlOutbox, SqlQuestions, SqlSetAside, SqlTimers
from storage.tips import SqlTips
from storage.turns import SqlTurns
from storage.web import SqlInstallation, SqlPersonas, SqlWebMessages

REPOSITORIES: Mapping[type[Any], type[Repository]] = {
    Roster: SqlRoster,
    Places: SqlPlaces,
    Outbox: SqlOutbox,
    Questions: SqlQuestions,
    Cards: SqlCards,
    Timers: SqlTimers,
    Dedup: SqlDedup,
    SetAside: SqlSetAside,
    WebMessages: SqlWebMessages,
    Personas: SqlPersonas,
    Installation: SqlInstallation,
    People: SqlPeople,
    Bootstrap: SqlBootstrap,
    Tries: SqlTries,
    Joining: SqlJoining,
    Clubs: SqlClubs,
    Polls: SqlPolls,
    Meetings: SqlMeetings,
    Briefs: SqlBriefs,
    Turns: SqlTurns,
    Swaps: SqlSwaps,
    Absences: SqlAbsences,
    Nudges: SqlNudges,
    AttendanceBook: SqlAttendance,
    Tips: SqlTips,
    Backpacks: SqlBackpacks,
    Traces: SqlTraces,
    Keeping: SqlKeeping,
}
