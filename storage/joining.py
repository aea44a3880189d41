"""Persons, the roster's rows, invitations and one-time codes, written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.features.joining.model import CompanyLink, Invitation, MinderSearch, OwnMembership
from bot.features.joining.ports import Knocker, NewMember
from bot.kernel.clock import from_micros, instant_if, to_micros
from bot.kernel.people import Account, ClubId, ClubScope, CompanyId, Language, MembershipId, Person, PersonId
from bot.kernel.roster import Post
from storage.engine import Row
from storage.repository import Repository


class SqlPeople(Repository):
    """Keeps `bot.features.joining.ports.People`."""

    file = "joining"

    async def arrive(self, person: Person, account: Account, at: datetime) -> None:
        """Keep a new person with the account they came by."""
        await self._db.run(
            self._sql.add_person,
            person=person.id,
            language=person.language.value,
            zone=person.zone.key,
            now=to_micros(at),
        )
        await self._db.run(self._sql.add_account, platform=account.platform, user=account.user, person=person.id)

    async def accounts(self, person: PersonId) -> list[Account]:
        """Return the person's accounts."""
        rows = await self._db.all(self._sql.accounts_of_person, person=person)
        return [Account(row["platform"], row["user_ref"]) for row in rows]

    async def set_language(self, person: PersonId, language: Language) -> None:
        """Keep the language they are spoken to in."""
        await self._db.run(self._sql.set_language, person=person, language=language.value)

    async def set_zone(self, person: PersonId, zone: ZoneInfo) -> None:
        """Keep the zone they read times in."""
        await self._db.run(self._sql.set_zone, person=person, zone=zone.key)

    async def make_organizer(self, person: PersonId, at: datetime) -> None:
        """Make the person an organizer, once."""
        await self._db.run(self._sql.make_organizer, person=person, now=to_micros(at))

    async def end_organizer(self, person: PersonId) -> None:
        """Take the organizer's role away."""
        await self._db.run(self._sql.end_organizer, person=person)

    async def memberships(self, person: PersonId) -> list[OwnMembership]:
        """Return all of a person's rows, former ones too."""
        return [await self._own(row) for row in await self._db.all(self._sql.memberships_of_person, person=person)]

    async def _own(self, row: Row) -> OwnMembership:
        scope = ClubScope(ClubId(row["club_id"]))
        return OwnMembership(
            scope=scope,
            membership=MembershipId(row["id"]),
            club_name=await self.unseal(scope, "club.name", scope.club, row["club_name"]),
            company_name=await self.unseal(scope, "company.name", row["company_id"], row["company_name"]),
            name=await self.unseal(scope, "membership.name", row["id"], row["name"]),
            state=row["state"],
            post=row["post"],
            is_contact=bool(row["is_contact"]),
            pledged_at=instant_if(row["pledged_at"]),
            pledge_version=row["pledge_version"],
            left_at=instant_if(row["left_at"]),
        )


class SqlBootstrap(Repository):
    """Keeps `bot.features.joining.ports.Bootstrap`."""

    file = "joining"

    async def issue(self, code_hash: str, at: datetime) -> None:
        """Keep a new code and void those not used."""
        await self._db.run(self._sql.void_bootstrap)
        await self._db.run(self._sql.issue_bootstrap, hash=code_hash, now=to_micros(at))

    async def use(self, code_hash: str, at: datetime) -> bool:
        """Spend a code."""
        return await self._db.run(self._sql.use_bootstrap, hash=code_hash, now=to_micros(at)) == 1


class SqlTries(Repository):
    """Keeps `bot.features.joining.ports.Tries`."""

    file = "joining"

    async def count(self, mark: str, since: datetime) -> int:
        """Return how many tries a mark has made since."""
        row = await self._db.one(self._sql.count_tries, mark=mark, since=to_micros(since))
        return int(row["n"]) if row else 0

    async def note(self, mark: str, at: datetime) -> None:
        """Keep one try."""
        await self._db.run(self._sql.note_try, id=self._desk.new_id(), mark=mark, now=to_micros(at))


class SqlJoining(Repository):
    """Keeps `bot.features.joining.ports.Joining`."""

    file = "joining"

    async def add_company(self, scope: ClubScope, company: CompanyId, name: str) -> None:
        """Write a company in, last in the joining order."""
        sealed = await self.seal(scope, "company.name", company, name)
        await self._db.run(self._sql.add_company, id=company, club=scope.club, name=sealed)

    async def rename_company(self, scope: ClubScope, company: CompanyId, name: str) -> None:
        """Keep a company's new name."""
        sealed = await self.seal(scope, "company.name", company, name)
        await self._db.run(self._sql.rename_company, club=scope.club, company=company, name=sealed)

    async def end_company(self, scope: ClubScope, company: CompanyId, at: datetime) -> None:
        """Note that a company has left."""
        await self._db.run(self._sql.end_company, club=scope.club, company=company, now=to_micros(at))

    async def note_joined(self, scope: ClubScope, company: CompanyId, at: datetime) -> None:
        """Keep when a company joined, once."""
        await self._db.run(self._sql.note_joined, club=scope.club, company=company, now=to_micros(at))

    async def release_host(self, scope: ClubScope, company: CompanyId) -> None:
        """Leave the turn to nobody, when it is this company's."""
        await self._db.run(self._sql.release_host, club=scope.club, company=company)

    async def add_member(self, scope: ClubScope, member: NewMember) -> None:
        """Write somebody in as invited."""
        await self._db.run(
            self._sql.add_member,
            id=member.id,
            club=scope.club,
            company=member.company,
            name=await self.seal(scope, "membership.name", member.id, member.name),
            post=member.post.value,
            is_contact=int(member.is_contact),
        )

    async def drop_member(self, scope: ClubScope, member: MembershipId) -> None:
        """Forget somebody invited who never came."""
        await self._db.run(self._sql.drop_invitations, club=scope.club, member=member)
        await self._db.run(self._sql.drop_member, club=scope.club, member=member)

    async def add_knocker(self, scope: ClubScope, knocker: Knocker, at: datetime) -> None:
        """Write somebody in who came by a company link."""
        await self._db.run(
            self._sql.add_knocker,
            id=knocker.id,
            club=scope.club,
            company=knocker.company,
            person=knocker.person,
            name=await self.seal(scope, "membership.name", knocker.id, knocker.name),
            now=to_micros(at),
        )

    async def note_promise(self, scope: ClubScope, member: MembershipId, version: int, at: datetime) -> bool:
        """Keep that who knocks has accepted the rules."""
        noted = await self._db.run(
            self._sql.note_promise, club=scope.club, member=member, version=version, now=to_micros(at)
        )
        return noted == 1

    async def let_in(self, scope: ClubScope, member: MembershipId, at: datetime) -> bool:
        """Let in who knocks and has promised."""
        return await self._db.run(self._sql.let_in, club=scope.club, member=member, now=to_micros(at)) == 1

    async def note_arrival(self, scope: ClubScope, member: MembershipId, person: PersonId) -> None:
        """Bind an invited row to a person."""
        await self._db.run(self._sql.note_arrival, club=scope.club, member=member, person=person)

    async def note_pledge(self, scope: ClubScope, member: MembershipId, version: int, at: datetime) -> None:
        """Keep an accepted pledge."""
        await self._db.run(self._sql.note_pledge, club=scope.club, member=member, version=version, now=to_micros(at))

    async def end_member(self, scope: ClubScope, member: MembershipId, at: datetime) -> None:
        """End a membership and its open invitations."""
        await self._db.run(self._sql.end_member, club=scope.club, member=member, now=to_micros(at))
        await self._db.run(self._sql.forget_closing, club=scope.club, member=member)
        await self.revoke(scope, member, at)

    async def set_post(self, scope: ClubScope, member: MembershipId, post: Post) -> None:
        """Give a post that only one holds."""
        if post is not Post.NONE:
            await self._db.run(self._sql.end_post, club=scope.club, post=post.value)
        now = to_micros(self._desk.now)
        await self._db.run(self._sql.set_post, club=scope.club, member=member, post=post.value, now=now)

    async def minder_search(self, scope: ClubScope) -> MinderSearch | None:
        """Return the search for somebody who minds the club."""
        row = await self._db.one(self._sql.minder_search, club=scope.club)
        if row is None or row["minder_asked_at"] is None:
            return None
        offered = row["minder_offered"]
        return MinderSearch(from_micros(row["minder_asked_at"]), MembershipId(offered) if offered else None)

    async def seek_minder(self, scope: ClubScope, at: datetime) -> None:
        """Note that nobody minds the club."""
        await self._db.run(self._sql.seek_minder, club=scope.club, now=to_micros(at))

    async def offer_minder(self, scope: ClubScope, member: MembershipId) -> None:
        """Note who has said that they will."""
        await self._db.run(self._sql.offer_minder, club=scope.club, member=member)

    async def end_minder_search(self, scope: ClubScope) -> None:
        """Note that somebody minds the club."""
        await self._db.run(self._sql.end_minder_search, club=scope.club)

    async def set_contact(self, scope: ClubScope, company: CompanyId, member: MembershipId) -> None:
        """Make this member the company's one contact person."""
        await self._db.run(self._sql.set_contact, club=scope.club, company=company, member=member)

    async def invite(self, scope: ClubScope, member: MembershipId, token_hash: str, expires_at: datetime) -> None:
        """Keep an invitation and revoke the member's earlier ones."""
        await self.revoke(scope, member, self._desk.now)
        await self._db.run(
            self._sql.add_invitation, hash=token_hash, club=scope.club, member=member, expires=to_micros(expires_at)
        )

    async def revoke(self, scope: ClubScope, member: MembershipId, at: datetime) -> None:
        """Revoke the member's unused invitations."""
        await self._db.run(self._sql.revoke_invitations, club=scope.club, member=member, now=to_micros(at))

    async def invitation(self, token_hash: str) -> Invitation | None:
        """Return the invitation a token stands for."""
        row = await self._db.one(self._sql.invitation_of_token, hash=token_hash)
        if row is None:
            return None
        return Invitation(
            ClubId(row["club_id"]),
            MembershipId(row["membership_id"]),
            from_micros(row["expires_at"]),
            PersonId(row["opened_by"]) if row["opened_by"] else None,
            instant_if(row["used_at"]),
            instant_if(row["revoked_at"]),
        )

    async def spend(self, scope: ClubScope, token_hash: str, person: PersonId, at: datetime) -> bool:
        """Note who opened an invitation."""
        changed = await self._db.run(
            self._sql.spend_invitation, club=scope.club, hash=token_hash, person=person, now=to_micros(at)
        )
        return changed == 1

    async def open_invitations(self, scope: ClubScope, now: datetime) -> Mapping[MembershipId, datetime]:
        """Return until when each member's open invitation lasts."""
        rows = await self._db.all(self._sql.open_invitations, club=scope.club, now=to_micros(now))
        return {MembershipId(row["membership_id"]): from_micros(row["expires_at"]) for row in rows}

    async def add_company_link(self, scope: ClubScope, company: CompanyId, token_hash: str, until: datetime) -> None:
        """Keep a company's link and revoke its earlier ones."""
        await self.revoke_company_links(scope, company, self._desk.now)
        values = {"hash": token_hash, "club": scope.club, "company": company}
        now = to_micros(self._desk.now)
        await self._db.run(self._sql.add_company_link, **values, now=now, expires=to_micros(until))

    async def revoke_company_links(self, scope: ClubScope, company: CompanyId, at: datetime) -> bool:
        """Revoke a company's links."""
        revoked = await self._db.run(
            self._sql.revoke_company_links, club=scope.club, company=company, now=to_micros(at)
        )
        return revoked > 0

    async def company_link(self, token_hash: str) -> CompanyLink | None:
        """Return the company link a token stands for."""
        row = await self._db.one(self._sql.company_link_of_token, hash=token_hash)
        if row is None or row["left_at"] is not None:
            return None
        return CompanyLink(
            ClubId(row["club_id"]),
            CompanyId(row["company_id"]),
            from_micros(row["expires_at"]),
            instant_if(row["revoked_at"]),
        )

    async def open_company_links(self, scope: ClubScope, now: datetime) -> Mapping[CompanyId, datetime]:
        """Return until when each company's link lasts."""
        rows = await self._db.all(self._sql.open_company_links, club=scope.club, now=to_micros(now))
        return {CompanyId(row["company_id"]): from_micros(row["expires_at"]) for row in rows}

    async def make_nameless(self, scope: ClubScope, member: MembershipId, name: str) -> None:
        """Let go of a former member's name and person."""
        sealed = await self.seal(scope, "membership.name", member, name)
        await self._db.run(self._sql.make_nameless, club=scope.club, member=member, name=sealed)
        await self._db.run(self._sql.forget_opener, club=scope.club, member=member)
