"""Tips with their backings and near-duplicates, kept in their tables; words and experience are sealed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.tips.ports import Area, Backing, Level, Pair, Tip, TipId, TipState
from bot.features.turns.ports import TurnId
from bot.kernel.clock import from_micros, to_micros
from bot.kernel.errors import StrangerError
from bot.kernel.people import ClubId, ClubScope, CompanyId, Language, PersonId
from storage.engine import Row, Value
from storage.repository import Repository


class SqlTips(Repository):
    """Keeps `bot.features.tips.ports.Tips`."""

    file = "tips"

    async def tip(self, scope: ClubScope, tip: str) -> Tip:
        """Return a tip."""
        row = await self._db.one(self._sql.tip_row, club=scope.club, tip=tip)
        if row is None:
            raise StrangerError
        return await self._tip(scope, row)

    async def of_turn(self, scope: ClubScope, turn: TurnId) -> list[Tip]:
        """Return a turn's tips, in the order they were given."""
        rows = await self._db.all(self._sql.tips_of_turn, club=scope.club, turn=turn)
        return [await self._tip(scope, row) for row in rows]

    async def of_club(self, scope: ClubScope) -> list[Tip]:
        """Return all tips of the club, in the order they were given."""
        return [await self._tip(scope, row) for row in await self._db.all(self._sql.tips_of_club, club=scope.club)]

    async def add(self, scope: ClubScope, tip: Tip) -> None:
        """Keep a new tip."""
        await self._db.run(
            self._sql.add_tip,
            company=tip.company,
            person=tip.person,
            origin=tip.origin,
            **await self._changing(scope, tip),
        )

    async def save(self, scope: ClubScope, tip: Tip) -> None:
        """Save everything of a tip that may change."""
        await self._db.run(self._sql.save_tip, **await self._changing(scope, tip))

    async def backings(self, scope: ClubScope, turn: TurnId) -> dict[TipId, list[Backing]]:
        """Return who backs which of a turn's tips."""
        found: dict[TipId, list[Backing]] = {}
        for row in await self._db.all(self._sql.backings_of_turn, club=scope.club, turn=turn):
            found.setdefault(TipId(row["tip_id"]), []).append(_backing(row))
        return found

    async def backings_of_club(self, scope: ClubScope) -> list[Backing]:
        """Return all backings of the club."""
        return [_backing(row) for row in await self._db.all(self._sql.backings_of_club, club=scope.club)]

    async def back(self, scope: ClubScope, backing: Backing) -> None:
        """Keep a backing; a company's second one of the same tip changes nothing."""
        await self._db.run(
            self._sql.add_backing,
            club=scope.club,
            tip=backing.tip,
            company=backing.company,
            person=backing.person,
            backed=to_micros(backing.backed_at),
        )

    async def unback(self, scope: ClubScope, tip: TipId, company: CompanyId) -> None:
        """Take a company's backing back."""
        await self._db.run(self._sql.drop_backing, club=scope.club, tip=tip, company=company)

    async def drop_backings(self, scope: ClubScope, tip: TipId) -> None:
        """Forget who backed a tip."""
        await self._db.run(self._sql.drop_backings, club=scope.club, tip=tip)

    async def asked_from(self, scope: ClubScope, origin: str) -> Tip | None:
        """Return what was ever saved, or asked to be saved, from a message."""
        row = await self._db.one(self._sql.tip_of_origin, club=scope.club, origin=origin)
        return await self._tip(scope, row) if row else None

    async def turns_waiting(self, scope: ClubScope) -> list[TurnId]:
        """Return the turns that have tips which are not packed."""
        return [TurnId(row["turn_id"]) for row in await self._db.all(self._sql.turns_waiting, club=scope.club)]

    async def pairs(self, scope: ClubScope, turn: TurnId) -> list[Pair]:
        """Return which of a turn's tips read nearly alike."""
        rows = await self._db.all(self._sql.pairs_of_turn, club=scope.club, turn=turn)
        return [Pair(TipId(row["one"]), TipId(row["other"]), bool(row["is_apart"])) for row in rows]

    async def note_pairs(self, scope: ClubScope, pairs: Sequence[Pair]) -> None:
        """Keep pairs as they are now."""
        now = to_micros(self._desk.now)
        for each in pairs:
            await self._db.run(
                self._sql.note_pair,
                club=scope.club,
                one=each.one,
                other=each.other,
                apart=int(each.is_apart),
                now=now,
            )

    async def drop_pairs(self, scope: ClubScope, tip: TipId) -> None:
        """Forget every pair a tip is in."""
        await self._db.run(self._sql.drop_pairs, club=scope.club, tip=tip)

    async def of_person(self, person: PersonId) -> list[tuple[ClubScope, Tip]]:
        """Return a person's own tips in all clubs."""
        rows = await self._db.all(self._sql.tips_of_person, person=person)
        scopes = [ClubScope(ClubId(row["club_id"])) for row in rows]
        return [(scope, await self._tip(scope, row)) for scope, row in zip(scopes, rows, strict=True)]

    async def backed_by(self, person: PersonId) -> list[tuple[ClubScope, Backing]]:
        """Return what a person backs in all clubs."""
        rows = await self._db.all(self._sql.backings_of_person, person=person)
        return [(ClubScope(ClubId(row["club_id"])), _backing(row)) for row in rows]

    async def forget(self, scope: ClubScope, person: PersonId) -> None:
        """Let go of a person in one club."""
        await self._db.run(self._sql.forget_author, club=scope.club, person=person)
        await self._db.run(self._sql.forget_backer, club=scope.club, person=person)

    async def _changing(self, scope: ClubScope, tip: Tip) -> dict[str, Value]:
        return {
            "id": tip.id,
            "club": scope.club,
            "turn": tip.turn,
            "words": await self.seal(scope, "tip.words", tip.id, tip.words),
            "experience": await self.seal(scope, "tip.experience", tip.id, tip.experience),
            "language": tip.language.value,
            "given": to_micros(tip.given_at),
            "state": tip.state.value,
            "area": tip.area.value if tip.area else None,
            "effort": int(tip.effort) if tip.effort else None,
            "effect": int(tip.effect) if tip.effect else None,
            "named": int(tip.is_named),
            "joined_to": tip.joined_to,
            "edition": tip.edition,
        }

    async def _tip(self, scope: ClubScope, row: Row) -> Tip:
        return Tip(
            id=TipId(row["id"]),
            turn=TurnId(row["turn_id"]),
            company=CompanyId(row["company_id"]),
            person=PersonId(row["person_id"]) if row["person_id"] else None,
            words=await self.unseal(scope, "tip.words", row["id"], row["words"]),
            language=Language(row["language"]),
            given_at=from_micros(row["given_at"]),
            state=TipState(row["state"]),
            area=Area(row["area"]) if row["area"] else None,
            effort=Level(row["effort"]) if row["effort"] else None,
            effect=Level(row["effect"]) if row["effect"] else None,
            experience=await self.unseal(scope, "tip.experience", row["id"], row["experience"]),
            is_named=bool(row["is_named"]),
            joined_to=TipId(row["joined_to"]) if row["joined_to"] else None,
            edition=row["edition"],
            origin=row["origin"],
        )


def _backing(row: Row) -> Backing:
    person = PersonId(row["person_id"]) if row["person_id"] else None
    return Backing(TipId(row["tip_id"]), CompanyId(row["company_id"]), person, from_micros(row["backed_at"]))
