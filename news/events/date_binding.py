"""Which date of a sentence in characters belongs to which trigger: every date to one, the nearest in its clause."""

import re
from collections.abc import Sequence

from news.events.kinds import KINDS
from news.events.masking import DATE, OTHER, PARTY, MaskedSentence
from news.events.triggers import Trigger

_DAY = len("2021-06-08")
# Where the clause of a predicate ends: what follows has a subject and a date of its own.
_CLAUSE_END = re.compile(
    r";|:(?!\d)| - |\b(?:who|whose|which|whom|but|while|when|because|where|though|although)\b|,? (?:before"
    r"|after|as) (?!(?:of|an?|the)\b)|, (?!(?:includ|exchang|welcom|say|ty|giv|end|bring|accord)ing\b)[a-z]+ing\b"
    r"|, (?:with|and|following|just|months|weeks|days|years|[\w]+ (?:months|years|weeks|days))\b"
)
# "charged with killing her in 2003", "over an encounter dating from 2004": the crime's year
_CRIME = re.compile(
    r"\b(?:with|for|of|over) (?:[a-z]+ )?[a-z]+ing\b|\bdating (?:from|back to) ?$|\b(?:murder|killing|death|rape"
    r"|assault|shooting|attack|abuse|robbery|abduction|crash|incident|altercation|brawl|encounter)s?"
    r" (?:of|on|at|from|outside)\b"
)
_IN_WHO = re.compile(r"\b(?:who|whose|which)\b[^,]*$")
_ASIDE = re.compile(rf"{PARTY}.*, [^,]*\w[^,]* ?$")  # "P, sheltering in U since D, was ~indicted"
_PARTICIPLE = re.compile(r"(?:first |originally |once |having |after )?(?:been |being )?[a-z]{3,}ed\b(?! (?:at|in) \d)")
_NESTED = re.compile(r"\b(?:who|after|before)\b[^,]*$")
_DUE = re.compile(r"\b(?:due|expected|arriving|set for|release date)\s*$")
_BORN = re.compile(rf"\bborn(?: [a-z]+| {OTHER},?)* ?$")
_SAYING = (
    r"(?:announc|confirm|reveal|said|say|told|tell|shar|post|wrote|report|tweet|claim|insist|acknowledg|disclos|admit"
    r"|testif|declar|explain|recall)"
)
_SAID = re.compile(rf"\b{_SAYING}\w*(?: [\w'-]+| {PARTY}| {OTHER})*? ?$")
# ", the pair said in a statement on Monday": of what is news by being told, wherever it stands
_TOLD_LAST = re.compile(rf", (?:[\w'-]+ |{PARTY}(?:'s)? |{OTHER}(?:'s)? ){{1,4}}?{_SAYING}\w*[^;:]{{0,70}}?({DATE})")
# "was killed when a helicopter came down on Sunday"
_AS_IT = re.compile(rf"[^.;:,\ue000-\uf3ff]{{0,70}}? (?:when|as) [^.;:,\ue000-\uf3ff]{{0,80}}({DATE})")
# "are divorced: a judge's decree took effect on Sunday": the clause behind the colon tells of the same thing
_ANNEX = re.compile(
    r"[^.;:\uf000-\uf3ff]{0,60}:[^.;\uf000-\uf3ff]{0,50}\b(?:decree|judge|court|ceremony|service|wedding|verdict|ruling"
    rf"|papers|birth|vows|decision|it (?:came|happened|was)|the (?:news|deed|end))\b[^.;\uf000-\uf3ff]{{0,50}}({DATE})"
)
_TELLS = re.compile(r"\b(?:public|official|confirm|announc|reveal|debut)")
_FILLING = re.compile(
    r",?(?: (?:has|have|had|been|was|were|be|is|are|being|finally|quietly|officially|formally|also|secretly))*,? ?$"
)
_BESIDE = re.compile(rf",? (?:and|while) {PARTY} (?:(?:was|were|also|both) )*$")
_WHEN = re.compile(r"^,? when\b")
_ALSO = re.compile(r",? and(?: then| later)?(?: was| were)?")


class TriggerDates:
    """The dates of one sentence, given out to its triggers."""

    def __init__(self, masked: MaskedSentence, triggers: Sequence[Trigger]) -> None:
        self._masked = masked
        self._text = masked.text
        self._triggers = triggers
        self.used: set[str] = set()  # characters of dates that a trigger has

    def clause_after(self, number: int) -> str:
        """Return the text that follows a trigger in its clause."""
        start = self._triggers[number].end
        end = self._triggers[number + 1].start if number + 1 < len(self._triggers) else len(self._text)
        stop = _CLAUSE_END.search(self._text, start, end)
        return self._text[start : stop.start() if stop else end]

    def bind_dates(self) -> list[str]:
        """Return the character of the date of each trigger, or "": what follows a trigger comes first."""
        after = [self._date_beside(number) or self._date_after(number) for number in range(len(self._triggers))]
        dates = [at or self._date_before(number) for number, at in enumerate(after)]
        return [at or self._same_evening(number, dates) for number, at in enumerate(dates)]

    def _same_evening(self, number: int, dates: Sequence[str]) -> str:
        """Return the day of the prize before: "P won best actress on Sunday, and Q was ~named best actor"."""
        trigger, before = self._triggers[number], self._triggers[number - 1]
        if (
            number == 0
            or trigger.kind != before.kind
            or trigger.kind not in ("won", "nominated")
            or not dates[number - 1]
        ):
            return ""
        is_day = len(self._masked.date_at(dates[number - 1]).date) == _DAY
        return dates[number - 1] if is_day and _BESIDE.search(self._text[before.end : trigger.start]) else ""

    def _take_date(self, at: str) -> str:
        self.used.add(at)
        return at

    def _date_beside(self, number: int) -> str:
        """Return the date between subject and verb: "has today been ~given"."""
        left = self._text[: self._triggers[number].start]
        match = next(iter(reversed(list(re.finditer(DATE, left)))), None)
        if match is None or match[0] in self.used or not re.search(r"[\w\ue000-\uefff] $", left[: match.start()]):
            return ""
        between, ahead = left[match.end() :], left[: match.start()]
        if between.startswith(",") and not re.search(rf"{PARTY}, $", ahead):
            return ""
        is_free = not self._masked.date_at(match[0]).side and not self._is_told(number, ahead)
        return self._take_date(match[0]) if is_free and _FILLING.fullmatch(between) else ""

    def _date_after(self, number: int) -> str:
        trigger, window = self._triggers[number], self.clause_after(number)
        if number + 1 < len(self._triggers) and _ALSO.fullmatch(
            window.rstrip()
        ):  # "was arrested and charged on Friday"
            shared = self._date_after(number + 1)
            self.used.discard(shared)
            return shared
        for part in (self._text[trigger.start : trigger.end], window):
            for match in re.finditer(DATE, part):
                if self._is_free(number, match[0], part[: match.start()]):
                    return self._take_date(match[0])
        joined = re.match(rf"[^.;]{{0,60}}?({DATE})", self._text[trigger.end :])
        if joined and self._masked.date_at(joined[1]).side == "before":
            return self._take_date(joined[1])
        named = _ANNEX.match(self._text, trigger.end) if number + 1 == len(self._triggers) else None
        if named and named[1] not in self.used and not self._masked.date_at(named[1]).is_future:
            return self._take_date(named[1])
        while_ = _AS_IT.match(self._text, trigger.end) if number + 1 == len(self._triggers) else None
        if (
            while_
            and KINDS[trigger.kind].is_sudden
            and while_[1] not in self.used
            and not self._masked.date_at(while_[1]).is_future
        ):
            return self._take_date(while_[1])
        last = number + 1 == len(self._triggers) and KINDS[trigger.kind].is_announced and trigger.kind != "dating"
        told = _TOLD_LAST.search(self._text, trigger.end) if last else None
        is_past = told is not None and not self._masked.date_at(told[1]).is_future and told[1] not in self.used
        return self._take_date(told[1]) if told and is_past and not re.search(DATE, told[0][:-1]) else ""

    def _is_free(self, number: int, at: str, left: str) -> bool:
        trigger, found = self._triggers[number], self._masked.date_at(at)
        if at in self.used or found.side == "after" or _DUE.search(left) or _BORN.search(left):
            return False
        if KINDS[trigger.kind].group == "law" and len(found.date) < _DAY and _CRIME.search(left):
            return False
        if found.is_future and trigger.kind in ("pregnant", "nominated"):  # the birth's or the ceremony's
            return False
        if trigger.kind == "pregnant" and self._text.startswith("expect", trigger.start) and len(found.date) < _DAY:
            return False  # "expecting her first baby in July"
        return not self._is_told(number, left)

    def _is_told(self, number: int, left: str) -> bool:
        """True if a date says when the event was told, not when it happened."""
        trigger = self._triggers[number]
        if _SAID.search(self._text[trigger.start : trigger.end] + left if trigger.kind == "died" else left) is None:
            return False
        is_state = trigger.kind == "dating" and _TELLS.search(self._text, trigger.start, trigger.end) is None
        is_reply = is_state and trigger.start < len(self._text) - len(left) and "," in left
        return not KINDS[trigger.kind].is_announced or is_reply

    def _date_before(self, number: int) -> str:
        """Return the nearest date before a trigger that is no other's, at its clause's or the sentence's beginning."""
        left = self._text[: self._triggers[number].start]
        for match in reversed(list(re.finditer(DATE, left))):
            side = self._masked.date_at(match[0]).side
            if match[0] in self.used or side == "before":
                continue
            if side == "after" or self._is_own_date(number, left, match):
                return self._take_date(match[0])
        return ""

    def _is_own_date(self, number: int, left: str, at: re.Match[str]) -> bool:
        """True if a date before a trigger is its own."""
        ahead, between = left[: at.start()], left[at.end() :]
        if _BORN.search(ahead) or (_SAID.search(ahead) and not KINDS[self._triggers[number].kind].is_announced):
            return bool(_WHEN.search(between)) and not _BORN.search(ahead) and not _CLAUSE_END.search(between[6:])
        if between.startswith(",") and _PARTICIPLE.match(ahead):
            return False
        if between.startswith(",") and (_IN_WHO.search(ahead) or _ASIDE.search(ahead)):
            return False
        if at.start() == 0 and not _NESTED.search(between):
            return True
        if between.startswith(":") and not re.search(PARTY, ahead):  # "El Paso, October 1965:"
            between = between[1:]
        if any(at.end() <= trigger.start < self._triggers[number].start for trigger in self._triggers):
            return False  # a trigger in between has it, or had no use for it
        return not _CLAUSE_END.search(_WHEN.sub("", between).strip(" ,"))
