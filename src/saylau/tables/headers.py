"""Header names of results files that are known by heart, in five languages. Nothing is ever guessed from values.

A name fits when it is equal to a known one after folding: case, accents, punctuation and blanks do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

PLACES = ("region", "district", "section", "station")
"""Roles that name a place, from coarse to fine."""
OPTION, VOTES, OPTIONS = "option", "votes", "options"
"""Long tables: the option of a row and its votes. Wide tables: the columns of the options."""
KIND = "station_kind"
"""What kind of station or booth a row is: ordinary, extraordinary, special, in the words of the source."""
REPORT, CONTEST = "voted_by_", "contest_"
"""Numbered roles: who had voted by a report of the day (its number, or its hour as four digits); ballots counted in
each of several contests held at one visit to the box."""

_KNOWN: Mapping[str, str] = MappingProxyType({
    "region": "region|state|province|oblast|county|регион|субъект|субъект рф|область|región|estado|provincia|"
    "departamento|entidad|région|bundesland|land|kanton|wojewodztwo",
    "district": "district|constituency|municipality|territorial commission|tec|тик|территориальная комиссия|"
    "территориальная избирательная комиссия|район|округ|distrito|municipio|circonscription|commune|wahlkreis|gemeinde",
    "section": "section|precinct group|sección|seccion electoral",
    "station": "station|polling station|precinct|polling station number|ps|station number|уик|участок|"
    "избирательный участок|номер уик|№ уик|участковая комиссия|casilla|mesa|centro de votación|mesa de votación|"
    "bureau|bureau de vote|numéro du bureau|wahlbezirk|wahllokal|stimmbezirk|nr wahlbezirk",
    "registered": "registered|registered voters|voters on list|voters on the list|number of voters|eligible voters|"
    "eligible|electorate|electors|число избирателей|число избирателей включенных в список|избирателей в списке|"
    "число избирателей внесенных в список|число избирателей внесенных в списки|"
    "число избирателей включенных в список избирателей|избиратели|lista nominal|inscritos|electores|"
    "electores inscritos|padrón|votantes habilitados|inscrits|électeurs inscrits|wahlberechtigte|"
    "wahlberechtigte insgesamt|stimmberechtigte",
    "ballots_issued": "ballots issued|issued|signatures|issued ballots|ballots given|выдано бюллетеней|"
    "число выданных бюллетеней|выдано избирательных бюллетеней|boletas entregadas|votantes|ciudadanos que votaron|"
    "émargements|ausgegebene stimmzettel",
    "ballots_counted": "ballots counted|ballots|ballots in boxes|votes cast|ballots cast|total votes|voted|"
    "ballots in the boxes|бюллетеней в ящиках|число бюллетеней в ящиках|число бюллетеней в урнах|"
    "всего бюллетеней в ящиках|total de votos|votos emitidos|votos totales|boletas sacadas|votants|bulletins trouvés|"
    "wähler|wählende|abgegebene stimmen|wähler insgesamt",
    "valid": "valid|valid votes|valid ballots|действительные|действительных бюллетеней|число действительных бюллетеней|"
    "действительные бюллетени|число действительных избирательных бюллетеней|votos válidos|válidos|exprimés|"
    "suffrages exprimés|gültig|gültige|gültige stimmen",
    "invalid": "invalid|invalid votes|invalid ballots|spoilt|spoiled|rejected ballots|недействительные|"
    "недействительных бюллетеней|число недействительных бюллетеней|недействительные бюллетени|"
    "число недействительных избирательных бюллетеней|votos nulos|nulos|nuls|bulletins nuls|ungültig|ungültige|"
    "ungültige stimmen",
    "leader": "leader|winner|лидер|победитель|ganador|vainqueur|sieger",
    "ballots_received": "ballots received|received|получено бюллетеней|число полученных бюллетеней|"
    "число избирательных бюллетеней полученных участковой избирательной комиссией|boletas recibidas|bulletins reçus",
    "issued_early": "issued early|early|early voting|выдано досрочно|число бюллетеней выданных досрочно|"
    "число избирательных бюллетеней выданных избирателям проголосовавшим досрочно",
    "issued_inside": "issued inside|issued at the station|выдано в помещении|"
    "число бюллетеней выданных в помещении для голосования|"
    "число избирательных бюллетеней выданных в помещении для голосования в день голосования",
    "issued_outside": "issued outside|issued at home|mobile voting|выдано вне помещения|"
    "число бюллетеней выданных вне помещения для голосования|"
    "число избирательных бюллетеней выданных вне помещения для голосования в день голосования",
    "ballots_cancelled": "ballots cancelled|cancelled|unused ballots|погашено бюллетеней|число погашенных бюллетеней|"
    "число погашенных избирательных бюллетеней|boletas sobrantes",
    "ballots_lost": "ballots lost|lost|утрачено бюллетеней|число утраченных бюллетеней|"
    "число утраченных избирательных бюллетеней",
    "ballots_not_accounted": "ballots not accounted|not accounted|не учтено бюллетеней|"
    "число не учтенных при получении бюллетеней|число избирательных бюллетеней не учтенных при получении",
    "in_portable_boxes": "in portable boxes|portable boxes|portable box|в переносных ящиках|"
    "число бюллетеней в переносных ящиках|"
    "число избирательных бюллетеней содержащихся в переносных ящиках для голосования",
    "in_stationary_boxes": "in stationary boxes|stationary boxes|в стационарных ящиках|"
    "число бюллетеней в стационарных ящиках|"
    "число избирательных бюллетеней содержащихся в стационарных ящиках для голосования",
    "registered_before": "registered before|registered previously|registered at the last election|"
    "registered at opening|число избирателей на момент открытия|число избирателей на предыдущих выборах",
    "booths": "booths|voting booths|number of booths|polling booths|число кабин|кабин для голосования",
    "listed": "listed|on the list|observer present|наблюдатель присутствовал",
    "station_kind": "station kind|kind of station|station type|type of station|booth kind|booth type|тип участка|"
    "вид участка|tipo de casilla|tipo casilla|type de bureau|art des wahlbezirks|wahlbezirksart",
    "voted_by_1": "voted by first report",
    "voted_by_2": "voted by second report",
    "voted_by_3": "voted by third report",
    "option": "option|candidate|party|list|кандидат|партия|candidato|partido|candidat|liste|kandidat|partei",
    "votes": "votes|number of votes|голоса|голосов|число голосов|votos|voix|stimmen",
})  # fmt: skip

ROLES = (*(role for role in _KNOWN if not role.startswith(REPORT)), OPTIONS)
FURTHER = f"{REPORT}1, {REPORT}2 ... or by hour {REPORT}1200, {REPORT}1700; {CONTEST}1, {CONTEST}2 ..."
"""Roles beside the list, which are numbered."""
_REPORT = re.compile(rf"{REPORT}([1-9]|(?:[01]\d|2[0-3])[0-5]\d)")
_CONTEST = re.compile(rf"{CONTEST}[1-9]\d?")
_BY_REPORT = re.compile(r"voted by ([1-9])")
_BY_HOUR = re.compile(
    r"(?:voted by|число избирателей проголосовавших на|проголосовало на|votaron hasta las|votants a|wahler bis) "
    r"([01]\d|2[0-3]) ?([0-5]\d)?(?: ?(?:h|uhr|hours))?"
)
_BALLOTS_OF = re.compile(r"(?:contest|ballots counted contest|ballots contest) ([1-9]\d?)")
_NUMBERED = re.compile(
    r"(party|candidate|option|list|партия|кандидат|partido|candidato|candidat|liste|partei|kandidat) ?\d+"
)
_TOTALS = (
    "total|totals|grand total|sum|total general|gran total|suma|итого|всего|total général|somme|ensemble|gesamt|"
    "insgesamt|summe|жиыны|барлығы"
)


def fold(name: str) -> str:
    """A header without case, accents, punctuation and spare blanks."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+|№", letters))


_ROLE_OF = {fold(name): role for role, names in _KNOWN.items() for name in names.split("|")}
TOTALS = tuple(sorted(set(_TOTALS.split("|"))))
"""What stands in the place of a name where a row is a total."""


def recognised(header: Iterable[str]) -> dict[str, list[str]]:
    """Roles to the columns that are known by name; several columns under one role where the names say so."""
    found: dict[str, list[str]] = {}
    for column in header:
        name = fold(column)
        role = OPTIONS if _NUMBERED.fullmatch(name) else _ROLE_OF.get(name) or _numbered(name)
        if role:
            found.setdefault(role, []).append(column)
    return found


def _numbered(name: str) -> str:
    """The role of a report or a contest: `voted by 2` is the second report, `voted by 17 00` the one of that hour."""
    if found := _BY_REPORT.fullmatch(name):
        return f"{REPORT}{found[1]}"
    if found := _BY_HOUR.fullmatch(name):
        return f"{REPORT}{found[1]}{found[2] or '00'}"
    if found := _BALLOTS_OF.fullmatch(name):
        return f"{CONTEST}{found[1]}"
    return ""


def is_role(name: str) -> bool:
    """Whether a role has this name, one of the list or a numbered one."""
    return name in ROLES or is_numbered(name)


def is_numbered(name: str) -> bool:
    """Whether this is the role of a report of the day or of one of several contests."""
    return bool(_REPORT.fullmatch(name) or _CONTEST.fullmatch(name))


def minute_of(role: str) -> int | None:
    """The hour of the role of a report in minutes after midnight; None where it has a number only."""
    digits = role.removeprefix(REPORT)
    return 60 * int(digits[:2]) + int(digits[2:]) if len(digits) == 4 else None
