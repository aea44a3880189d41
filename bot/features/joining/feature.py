"""Joining: how people come into a club, what they are in it, and how they go (R1, R3)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.features.joining import panels, views
from bot.features.joining.intents import (
    AcceptPledge,
    ChooseLanguage,
    ChooseZone,
    ConfirmMinder,
    EditCompany,
    ForgetKnock,
    HandOver,
    Invite,
    Knock,
    Leave,
    LetIn,
    MakeCompanyLink,
    MemberList,
    NameDeputy,
    OfferToMind,
    OpenInvitation,
    RemoveCompany,
    RemoveMember,
    RenewInvitation,
    RevokeCompanyLink,
    RevokeInvitation,
    SetContact,
    SetLanguage,
    SetZone,
    ShowCompany,
    TermNears,
    TurnAway,
    UseBootstrap,
)
from bot.features.joining.model import FORMER_KEPT
from bot.features.joining.service import (
    arriving,
    inviting,
    knocking,
    leaving,
    minding,
    own_data,
    own_settings,
    posts,
    terms,
)
from bot.kernel.feature import Act, Answered, Command, Feature, Owner, Table
from bot.kernel.people import ANYONE, LEADS, MEMBERS, TIMER_ONLY, Role
from bot.kernel.texts import T
from bot.kernel.views import ViewRef


def _members(asked: Any) -> ViewRef:  # noqa: ANN401 - any act of a club leads back to its list
    return ViewRef(views.MEMBERS, asked.club)


def _company(asked: ShowCompany | EditCompany | RevokeCompanyLink) -> ViewRef:
    return ViewRef(views.COMPANY, asked.club, {"company": asked.company})


_ARRIVING = (
    Act(
        UseBootstrap,
        arriving.use_bootstrap,
        ANYONE,
        Answered.FORM,
        Command(
            "organizer", T("Become an organizer with the operator's code"), ("organisator", "jarjestaja"), listed=False
        ),
        panel=lambda _: ViewRef(views.ORGANIZER),
    ),
    Act(
        OpenInvitation,
        arriving.open_invitation,
        ANYONE,
        Answered.FORM,
        Command("join", T("Open your invitation"), ("med", "liity")),
    ),
    Act(
        AcceptPledge,
        arriving.accept_pledge,
        frozenset({Role.WAITING, Role.MEMBER}),
        before_pledge=True,
        changes_roster=True,
    ),
)
_INVITING = (
    Act(
        Invite,
        inviting.invite,
        LEADS,
        Answered.FORM,
        Command("invite", T("Invite somebody"), ("bjudin", "kutsu")),
        panel=_members,
    ),
    Act(RenewInvitation, inviting.renew_invitation, LEADS, panel=_members),
    Act(RevokeInvitation, inviting.revoke_invitation, LEADS, Answered.UPDATE, panel=_members),
)
_KNOCKING = (
    Act(Knock, knocking.knock, ANYONE, Answered.FORM),
    Act(MakeCompanyLink, knocking.make_company_link, MEMBERS),
    Act(RevokeCompanyLink, knocking.revoke_company_link, MEMBERS, Answered.UPDATE, panel=_company),
    Act(LetIn, knocking.let_in, MEMBERS, Answered.UPDATE, panel=_members, changes_roster=True),
    Act(TurnAway, knocking.turn_away, MEMBERS, Answered.UPDATE, panel=_members),
    Act(ForgetKnock, knocking.forget_knock, TIMER_ONLY),
)
_LEAVING = (
    Act(
        Leave,
        leaving.leave,
        MEMBERS,
        command=Command("leave", T("Leave the club"), ("lamna", "lahde")),
        changes_roster=True,
    ),
    Act(RemoveMember, leaving.remove_member, LEADS, panel=_members, changes_roster=True),
    Act(RemoveCompany, leaving.remove_company, LEADS, panel=_members, changes_roster=True),
)
_POSTS = (
    Act(
        MemberList,
        posts.member_list,
        MEMBERS,
        command=Command("members", T("Who is in the club"), ("medlemmar", "jasenet")),
        panel=_members,
    ),
    Act(ShowCompany, posts.show_company, MEMBERS, Answered.UPDATE, panel=_company),
    Act(EditCompany, posts.edit_company, LEADS, Answered.FORM, panel=_company),
    Act(SetContact, posts.set_contact, MEMBERS, Answered.UPDATE, panel=_members, changes_roster=True),
    Act(NameDeputy, posts.name_deputy, LEADS, Answered.UPDATE, panel=_members),
    Act(HandOver, posts.hand_over, frozenset({Role.LEAD}), panel=_members),
    Act(OfferToMind, minding.offer_to_mind, MEMBERS, panel=_members, changes_roster=True),
    Act(ConfirmMinder, minding.confirm_minder, MEMBERS, panel=_members, changes_roster=True),
    Act(TermNears, terms.term_nears, TIMER_ONLY),
)
_PRESENT = frozenset({Role.MEMBER, Role.WAITING, Role.ORGANIZER})
_OWN_SETTINGS = (
    Act(
        ChooseLanguage,
        own_settings.choose_language,
        ANYONE,
        command=Command("language", T("Choose your language"), ("sprak", "kieli"), listed_for=_PRESENT),
        panel=lambda _: ViewRef(views.LANGUAGES),
    ),
    Act(SetLanguage, own_settings.set_language, ANYONE, Answered.UPDATE, panel=lambda _: ViewRef(views.LANGUAGES)),
    Act(
        ChooseZone,
        own_settings.choose_zone,
        ANYONE,
        command=Command("zone", T("Choose your time zone"), ("tidszon", "aikavyohyke"), listed_for=_PRESENT),
        panel=lambda _: ViewRef(views.ZONES_PANEL),
    ),
    Act(SetZone, own_settings.set_zone, ANYONE, Answered.UPDATE, panel=lambda _: ViewRef(views.ZONES_PANEL)),
)
_TABLES = (
    Table("person", Owner.PERSON, "language and zone of somebody known here", FORMER_KEPT, personal=True),
    Table("account", Owner.PERSON, "how a platform knows a person", FORMER_KEPT, personal=True),
    Table("organizer", Owner.PERSON, "who may found clubs; goes with erasure", personal=True),
    Table("bootstrap", Owner.INSTALLATION, "hashes of the operator's one-time codes", timedelta(days=365)),
    Table("attempt", Owner.INSTALLATION, "tries of secrets that opened nothing, by a hash", timedelta(days=1)),
    Table("company", Owner.CLUB, "the club's companies"),
    Table(
        "membership",
        Owner.CLUB,
        "the roster; former members keep their right to their data",
        FORMER_KEPT,
        personal=True,
    ),
    Table("company_link", Owner.CLUB, "hashes of companies' links to the waiting room", timedelta(days=90)),
    Table("invitation", Owner.CLUB, "hashes of personal links and who opened them", timedelta(days=90), personal=True),
)

FEATURE = Feature(
    name="joining",
    acts=(*_ARRIVING, *_INVITING, *_KNOCKING, *_LEAVING, *_POSTS, *_OWN_SETTINGS),
    views=panels.VIEWS,
    tables=_TABLES,
    settle=terms.keep_terms,
    facts=frozenset({views.NEW_LEAD}),
    erase=own_data.erase,
    export=own_data.export,
)
