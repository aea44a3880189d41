"""The tips feature's record: its acts, views and tables (R7)."""

from __future__ import annotations

from datetime import timedelta

from bot.features.tips import intents as i
from bot.features.tips.service import alike, asking, giving, keeping, reading
from bot.features.tips.service.own_data import erase, export
from bot.features.tips.views import alike as alike_views
from bot.features.tips.views import asked, card, one
from bot.features.tips.views import reading as pages
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import MEMBERS, TIMER_ONLY
from bot.kernel.texts import T
from bot.kernel.views import ViewRef

AFTER_THE_CLUB = timedelta(days=365)
WHY = "what the club has learned, as long as it lives and twelve months more"
# Reppu's own private messages about tips: plain words in reply to one of them are a tip.
ABOUT_TIPS = frozenset({"tips.tip", "tips.so_far", "tips.mine"})

OfOne = (
    i.ShowTip
    | i.SetArea
    | i.SetEffort
    | i.SetEffect
    | i.SetNamed
    | i.EditTip
    | i.TellExperience
    | i.WithdrawTip
    | i.GiveAgain
    | i.AnswerAsked
)


def _latest(intent: i.GiveTip) -> ViewRef:
    return ViewRef("tips.tip", intent.club)


def _one(intent: OfOne) -> ViewRef:
    return giving.panel_of(intent.club, intent.tip)


def _alike(intent: i.ShowAlike | i.JoinTips | i.KeepApart | i.TakeApart) -> ViewRef:
    return alike.panel(intent.club)


FEATURE = Feature(
    name="tips",
    acts=(
        Act(
            i.GiveTip,
            giving.give,
            MEMBERS,
            Answered.FORM,
            command=Command("tip", T("Give a tip to the host"), ("tipsa", "vinkki")),
            panel=_latest,
            about_message=i.SaveAsTip,
            replies_to=ABOUT_TIPS,
        ),
        Act(i.ShowTip, giving.show, MEMBERS, panel=_one),
        Act(i.SetArea, giving.set_area, MEMBERS, Answered.UPDATE, panel=_one),
        Act(i.SetEffort, giving.set_effort, MEMBERS, Answered.UPDATE, panel=_one),
        Act(i.SetEffect, giving.set_effect, MEMBERS, Answered.UPDATE, panel=_one),
        Act(i.SetNamed, giving.set_named, MEMBERS, Answered.UPDATE, panel=_one),
        Act(i.EditTip, giving.edit, MEMBERS, Answered.FORM, panel=_one),
        Act(i.TellExperience, giving.tell_experience, MEMBERS, Answered.FORM, panel=_one),
        Act(i.WithdrawTip, giving.take_back, MEMBERS, panel=_one),
        Act(i.GiveAgain, giving.give_again, MEMBERS, panel=_one),
        Act(i.SaveAsTip, asking.save_message, MEMBERS, on_message=T("Save as tip")),
        Act(i.AnswerAsked, asking.answer_asked, MEMBERS, panel=_one),
        Act(
            i.ShowTips,
            reading.show_tips,
            MEMBERS,
            command=Command("tips", T("Tips so far, and your own"), ("tipsen", "vinkit")),
            panel=lambda intent: reading.so_far(intent.club, intent.page),
        ),
        Act(i.MyTips, reading.my_tips, MEMBERS, panel=lambda intent: reading.mine(intent.club, intent.page)),
        Act(
            i.BackTip,
            reading.back,
            MEMBERS,
            Answered.UPDATE,
            panel=lambda intent: reading.so_far(intent.club, intent.page),
        ),
        Act(i.ShowAlike, alike.show_alike, MEMBERS, panel=_alike),
        Act(i.JoinTips, alike.join, MEMBERS, panel=_alike),
        Act(i.KeepApart, alike.keep_apart, MEMBERS, panel=_alike),
        Act(i.TakeApart, alike.take_apart, MEMBERS, panel=_alike),
        Act(i.AskedLapsed, asking.asked_lapsed, TIMER_ONLY),
    ),
    settle=keeping.settle,
    views={
        "tips.card": card.card,
        "tips.tip": one.tip,
        "tips.asked": asked.asked,
        "tips.so_far": pages.so_far,
        "tips.mine": pages.mine,
        "tips.alike": alike_views.alike,
    },
    tables=(
        Table("alike", Owner.CLUB, WHY, kept=AFTER_THE_CLUB),
        Table("backing", Owner.CLUB, WHY, kept=AFTER_THE_CLUB, personal=True),
        Table("tip", Owner.CLUB, WHY, kept=AFTER_THE_CLUB, personal=True),
    ),
    erase=erase,
    export=export,
)
