"""An older backup that is put back brings nobody back who was erased since."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from saylau.errors import WrongUse
from saylau.server.access.models import User
from saylau.server.audit.chain import append
from saylau.server.audit.models import AuditDetail, AuditEvent
from saylau.server.audit.verify import verify
from saylau.server.operations.erased import read_list
from saylau.server.store.models import Case
from saylau.server.vault import keeper
from saylau.server.vault.erasures import VERB, Erasure, erase_again, erasures
from saylau.server.vault.keeper import path_of
from saylau.server.vault.models import Asked
from saylau.vault.age import Key
from saylau.vault.vault import Vault
from tests.server.test_operations_backup import MAKE, ROOT, run
from tests.server.vaults import NAMES, PEOPLE, entries, make_vault, unlocked

_NAMES = """
from saylau.server import start
start.load()
from pathlib import Path
import time
from saylau.server.access.models import User
from saylau.server.store.models import Case
from saylau.server.vault import keeper
from saylau.vault.age import Key
from tests.server.vaults import entries, make_vault, vault_of
user, case = User.objects.get(username="first"), Case.objects.get()
key = Path({key!r})
"""
_PUT_IN = "key.write_text(make_vault(user, case, entries(), entries('Invented-Two')).text())\n"
_ERASE = """
from saylau.server.access.roles import Role
from saylau.server.vault.asking import agree, ask
from saylau.server.vault.access import get_someone_for
from saylau.server.vault.models import Asked
from tests.server.people import person
one, other = person("lawyer", case, Role.LAWYER), person("reviewer", case, Role.REVIEWER)
opened = vault_of(case, Key.of(key.read_text()))
someone = get_someone_for(other, case, "P-0001", vault=opened)
asked = ask(other, someone, Asked.ERASE, "asked for by letter", opened)
second = person("second", case, Role.REVIEWER)
keeper.hold("here", second, case, Key.of(key.read_text()), time.time() + 600)
agree("here", second, asked)
"""
_OPEN = """
keeper.hold("here", user, case, Key.of(key.read_text()), time.time() + 600)
vault = keeper.opened("here", case)
print(*vault.numbers(), "|", *vault.erased)
"""


def script(data: Path, what: str) -> str:
    """Python that runs in an installation."""
    return run(data, "-c", _NAMES.format(key=str(data.parent / "vault-key")) + what, PYTHONPATH=str(ROOT))


def slots(data: Path) -> set[str]:
    """Random names of what the vault's file holds."""
    return set(json.loads(next(data.glob("vaults/**/*.vault")).read_text())["slots"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two backups of an installation: in the newer one P-0001 is erased."""
    data = tmp_path_factory.mktemp("erased") / "data"
    run(data, "-c", MAKE)
    script(data, _PUT_IN)
    run(data, "server", "backup", str(data.parent / "backups"))
    script(data, _ERASE)
    run(data, "server", "erasures", str(data.parent / "list.json"))
    run(data, "server", "backup", "--keep-all", str(data.parent / "backups"))
    return data


def test_the_newest_list_beside_an_older_backup_is_applied_and_the_vault_is_rid_of_whom_it_names(
    made: Path, tmp_path: Path
) -> None:
    older, newer = sorted((made.parent / "backups").glob("2*"))
    assert json.loads((older / "manifest.json").read_text())["erasures"] == []
    (told,) = json.loads((newer / "manifest.json").read_text())["erasures"]
    assert told.keys() == {"case", "handle", "slot", "on"}
    data = tmp_path / "data"
    shutil.copy(made.parent / "vault-key", tmp_path)
    said = run(data, "server", "restore", str(older))
    assert "1 erasures since this backup are done again" in said
    assert told["slot"] in slots(data), "without the key of the vault nobody writes it"
    assert script(data, _OPEN).strip() == "P-0002 | P-0001"
    assert told["slot"] not in slots(data)
    for path in (path for path in data.rglob("*") if path.is_file()):
        text = path.read_bytes()
        assert not [name for name in NAMES if name.encode() in text or ascii(name)[1:-1].encode() in text], path
    assert run(data, "server", "audit", "verify").startswith("whole: ")
    run(data, "server", "erasures", str(tmp_path / "list.json"))
    assert read_list(tmp_path / "list.json") == read_list(made.parent / "list.json")


def test_a_list_that_was_kept_apart_is_applied_where_no_newer_backup_is(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made.parent / "backups", tmp_path / "backups")
    shutil.rmtree(sorted((tmp_path / "backups").glob("2*"))[-1])
    shutil.copy(made.parent / "vault-key", tmp_path)
    data, apart = tmp_path / "data", made.parent / "list.json"
    assert "is no list of erasures" in run(data, "server", "restore", str(tmp_path / "backups"),
                                           "--erasures", str(tmp_path / "vault-key"), code=2)  # fmt: skip
    said = run(data, "server", "restore", str(tmp_path / "backups"), "--erasures", str(apart))
    assert "1 erasures since this backup are done again" in said
    assert script(data, _OPEN).strip() == "P-0002 | P-0001"


def test_the_newest_backup_itself_has_nothing_to_do_again(made: Path, tmp_path: Path) -> None:
    assert "erasures" not in run(tmp_path / "data", "server", "restore", str(made.parent / "backups"))


def test_a_list_holds_numbers_and_days_and_is_not_written_over_another_file(made: Path, tmp_path: Path) -> None:
    text = (made.parent / "list.json").read_text()
    assert not [name for name in NAMES if name in text]
    (one,) = read_list(made.parent / "list.json")
    assert one.handle == "P-0001"
    (tmp_path / "other").write_text("notes")
    with pytest.raises(WrongUse, match="is no list of erasures"):
        read_list(tmp_path / "other")


def erased(case: Case, lawyer: User, reviewer: User) -> tuple[tuple[Erasure, ...], Key]:
    """P-0001 is erased by two people, and put back with a log that knows nothing of it; the list that tells of it."""
    key = make_vault(lawyer, case, entries(), entries("Invented-Two"))
    one, two = unlocked(lawyer, case, key), unlocked(reviewer, case, key)
    before = path_of(case).read_bytes()
    one.post(f"{PEOPLE}no/P-0001/erase/", {"reason": "asked for by letter"})
    assert two.post(f"{PEOPLE}asked/{Asked.objects.get().uid}/agree/").status_code == 200
    keeper.close_all_of(None)
    found = erasures()
    path_of(case).write_bytes(before)
    AuditDetail.objects.filter(seq__in=AuditEvent.objects.filter(verb=VERB).values("seq")).delete()
    assert erasures() == ()
    return found, key


def opened(by: User, case: Case, key: Key) -> Vault:
    keeper.hold("here", by, case, key, time.time() + 600)
    return keeper.opened("here", case)


def test_reasons_and_details_about_the_erased_go_with_the_list(
    db: None, case: Case, lawyer: User, reviewer: User
) -> None:
    found, key = erased(case, lawyer, reviewer)
    assert "P-0001" in opened(lawyer, case, key).numbers(), "nobody told of it"
    for number in ("P-0001", "P-0002"):
        Asked.objects.create(case=case, what="dossier", number=number, reason="for the hearing", asked_by=lawyer)
    seq = append(lawyer.uid, "identity.read", case.uid, {"number": "P-0001", "reason": "for the hearing"})
    assert erase_again(found) == (1, 1)
    assert erase_again(found) == (0, 0)
    reasons = dict(Asked.objects.filter(what="dossier").values_list("number", "reason"))
    assert reasons == {"P-0001": "", "P-0002": "for the hearing"}
    assert not AuditDetail.objects.filter(seq=seq).exists()
    assert verify().kind is None
    assert erasures() == found
    assert opened(lawyer, case, key).numbers() == ("P-0002",)
    assert AuditEvent.objects.filter(verb="vault.rid_of_erased").count() == 1
    opened(lawyer, case, key)
    assert AuditEvent.objects.filter(verb="vault.rid_of_erased").count() == 1, "what is done is not done again"


def test_a_number_that_was_given_anew_is_another_person_and_stays(
    db: None, case: Case, lawyer: User, reviewer: User
) -> None:
    (one,), key = erased(case, lawyer, reviewer)
    others = [Erasure(case.uid, "P-0001", "0" * 32, one.on), Erasure("0" * 32, "P-0001", one.slot, one.on)]
    others.append(Erasure(case.uid, "P-0009", "1" * 32, one.on))
    assert erase_again(others) == (3, 2)
    vault = opened(lawyer, case, key)
    assert vault.numbers() == ("P-0001", "P-0002")
    vault.add("P-0001", *entries("Invented-One")[:1])
    assert vault.new_handle() == "P-0010", "the number of somebody who was erased is not given again"
