"""A power cut while the files of a case are being encrypted: each is there, plain or encrypted, and it goes on.

Each test runs the real thing in a process of its own, over a database in a file, and looks at the whole data folder.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

import pytest

from tests.server.installations import copied
from tests.server.killed import prepared, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signal that ends a process at once")
WORDS = "invented words that stand on no disk"
TEXT = (WORDS + "\n").encode() * 4000
DIGEST = hashlib.sha256(TEXT).hexdigest().encode()

BEGIN = """
import io, time
from pathlib import Path
from django.conf import settings
from saylau.server.access.models import User
from saylau.server.audit.verify import verify as verify_chain
from saylau.server.evidence import destroying, encrypting, opening, places, replacing
from saylau.server.evidence.derivatives import make_derivative, open_derivative
from saylau.server.evidence.keys import keys_of, sha256_of
from saylau.server.evidence.models import Encryption
from saylau.server.jobs.worker import forget_workers, work_once
from saylau.server.store.models import Case
from saylau.server.vault import keeper
from saylau.vault.age import Key
from tests.server.evidence_files import looked_at, picture
from tests.server.vaults import entries, make_vault
case = Case.objects.get()
editor, reviewer = (User.objects.get(username=name) for name in ("editor", "reviewer"))
held = Path(settings.DATA).parent / "key"
TEXT = b"invented words that stand on no disk\\n" * 4000

def unlock():
    keeper.hold("sign-in", reviewer, case, Key.of(held.read_text()), time.time() + 3600)

def go_on():
    unlock()
    encrypting.switch_on("sign-in", reviewer, case)
    forget_workers()
    while work_once("worker"):
        pass
"""
FILL = """
held.write_text(make_vault(reviewer, case, entries()).text())
for data, name in ((TEXT, "words.txt"), (picture(size=(300, 200)), "picture.jpg"), (TEXT, "again.txt")):
    make_derivative(editor, looked_at(editor, case, data, name))
"""
TELL = """
unlock()
keys = keys_of(reviewer, case)
for item in case.evidence.order_by("pk"):
    with opening.open_working(reviewer, item, keys) as file:
        same = file.read() == (picture(size=(300, 200)) if item.name == "picture.jpg" else TEXT)
    with open_derivative(reviewer, item.derivatives.get(), keys) as file:
        same = same and len(file.read()) > 100
    print(item.name, same, sha256_of(item, keys) != "")
print(verify_chain().kind)
"""
SOUND = "words.txt True True\npicture.jpg True True\nagain.txt True True\nNone"
KILLS = {
    "while a file is encrypted": "replacing._compare = die",
    "after an encrypted file is set down": "put = replacing._put\n"
    "replacing._put = lambda part, target: (put(part, target), die())",
    "after the second record": "remove = replacing.remove_plain\ndone = []\n"
    "replacing.remove_plain = lambda *told: die() if done else (done.append(1), remove(*told))",
    "between two plain files": "unlink = Path.unlink\n"
    "def once(self, **more):\n"
    "    unlink(self, **more)\n"
    "    'sealed' in str(self) and die()\n"
    "destroying.places.Path.unlink = once",
    "before the database is cleaned": "encrypting._clean_database = die",
}


def traces(data: Path, *needles: bytes) -> list[str]:
    """Every file of the data folder in which one of these stands, or whose name does."""
    return [
        f"{path.relative_to(data)}: {needle[:20]!r}"
        for path in sorted(data.rglob("*"))
        for needle in needles
        if path.is_file() and (needle in path.read_bytes() or needle.decode("latin-1") in str(path).replace("/", ""))
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with files that stand plain, and the key of its vault beside it."""
    data = tmp_path_factory.mktemp("filled") / "data"
    prepared(data)
    run(data, BEGIN + FILL)
    assert traces(data, WORDS.encode(), DIGEST, b"JFIF")
    return data


@pytest.mark.parametrize("where", KILLS)
def test_killed_at_any_point_no_file_is_lost_and_encryption_goes_on(filled: Path, tmp_path: Path, where: str) -> None:
    data = copied(filled, tmp_path / "data")
    shutil.copy(filled.parent / "key", tmp_path / "key")
    run(data, f"{BEGIN}\n{KILLS[where]}\ngo_on()", killed=True)
    assert run(data, BEGIN + TELL) == SOUND
    assert run(data, f"{BEGIN}\ngo_on()\nassert Encryption.objects.get().done_at\n{TELL}") == SOUND
    assert traces(data, WORDS.encode(), DIGEST, b"JFIF") == []


def test_a_file_that_comes_is_in_the_whole_data_folder_nowhere_plain(tmp_path: Path) -> None:
    data = tmp_path / "data"
    prepared(data)
    run(data, f"{BEGIN}\nheld.write_text(make_vault(reviewer, case, entries()).text())\ngo_on()")
    run(
        data,
        BEGIN
        + """
from tests.server.evidence_files import Incoming, Origin, take_in
from saylau.server.evidence.keys import recipient_of
from saylau.server.evidence.looking import look_at
for number, (data, name) in enumerate(((TEXT, "words.txt"), (picture(size=(300, 200)), "picture.jpg"))):
    incoming = Incoming(name, recipient=recipient_of(case))
    incoming.write(data[:100_000])
    incoming.write(data[100_000:])
    item = take_in(editor, case, incoming, Origin())
    unlock()
    look_at(reviewer, item, keys_of(reviewer, case))
    made = make_derivative(editor, item, keys_of(reviewer, case))
""",
    )
    assert traces(data, WORDS.encode(), DIGEST, b"JFIF") == []
    assert run(data, BEGIN + TELL.replace("print(item.name, same", "print(same")) == "True True\nTrue True\nNone"
