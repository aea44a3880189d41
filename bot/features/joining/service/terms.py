"""Terms of lead and deputy (R1): a term never ends by itself; a reminder comes a cycle before, then it goes on."""

from __future__ import annotations

from datetime import timedelta

from bot.features.clubs.ports import Clubs
from bot.features.joining import views
from bot.features.joining.intents import TermNears
from bot.features.joining.model import is_pledged, term_end, term_reminder
from bot.kernel.people import Actor, ClubScope
from bot.kernel.ports import MessageClass, Timers, UnitOfWork
from bot.kernel.roster import Member, Post, Roster
from bot.kernel.tell import News, people_of, tell
from bot.kernel.views import NOTHING, Answer, ViewRef

POSTS = (Post.LEAD, Post.DEPUTY)


async def keep_terms(work: UnitOfWork, scope: ClubScope) -> None:
    """Set the one reminder of each post by who holds it, since when, and the club's rules."""
    months = await work.of(Clubs).term_months(scope)
    cycle = timedelta(weeks=(await work.of(Clubs).rhythm(scope)).cadence_weeks)
    members = await work.of(Roster).members(scope)
    for post in POSTS:
        timer, holder = TermNears(club=scope.club, post=post), _holder(members, post)
        if holder is None or holder.post_since is None or not months:
            await work.of(Timers).cancel(scope, timer)
        else:
            await work.of(Timers).set(scope, timer, term_reminder(holder.post_since, months, cycle, work.now))


async def term_nears(work: UnitOfWork, actor: Actor, asked: TermNears) -> Answer:  # noqa: ARG001 - every act has its actor
    """Timer: remind whoever holds the post, and set the reminder of the term after this."""
    scope = ClubScope(asked.club)
    months = await work.of(Clubs).term_months(scope)
    holder = _holder(await work.of(Roster).members(scope), asked.post)
    if holder is not None and holder.post_since is not None and months:
        end = term_end(holder.post_since, months, work.now)
        view = ViewRef(views.TERM, scope.club, {"post": asked.post, "end": end.date().isoformat()})
        news = News(view, MessageClass.DUTY, f"term:{holder.id}:{end.date()}", not_after=end)
        await tell(work, people_of([holder]), news)
    await keep_terms(work, scope)
    return NOTHING


def _holder(members: list[Member], post: Post) -> Member | None:
    return next((m for m in members if m.post is post and is_pledged(m)), None)
