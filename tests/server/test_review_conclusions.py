"""Conclusions: two people, one finding as both saw it, and an end that leaves a trace."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from saylau.errors import WrongUse
from saylau.server.access.guard import NotPermitted
from saylau.server.access.models import User
from saylau.server.audit.models import AuditEvent
from saylau.server.review.conclusions import countersign, revoke, sign, signatures_of, standing
from saylau.server.review.models import Signature
from saylau.server.store.conflict import Stale
from saylau.server.store.models import Case
from saylau.server.store.reading import read_case

FINDING, NOW, LATER = "finance.shares:case", "0123456789abcdef", "fedcba9876543210"
REASON = "a fact behind it was wrong"


def signed(by: User, case: Case, decision: str = "approved", note: str = "", now: str = NOW) -> Signature:
    return sign(by, case, FINDING, seen=now, now=now, decision=decision, note=note)


def verbs(case: Case) -> list[str]:
    return [verb for verb in AuditEvent.objects.order_by("seq").values_list("verb", flat=True) if "conclusion" in verb]


def test_one_signature_is_not_in_the_report_and_two_are(case: Case, editor: User, reviewer: User) -> None:
    made = signed(editor, case)
    assert read_case(case).reviews == ()
    countersign(reviewer, made, now=NOW)
    review = read_case(case).reviews[0]
    assert (review.finding, review.hash, review.decision, review.reviewer) == (
        FINDING, NOW, "approved", "editor, reviewer",
    )  # fmt: skip
    assert verbs(case) == ["conclusion.sign", "conclusion.countersign"]


def test_nobody_countersigns_what_they_signed(case: Case, reviewer: User) -> None:
    made = signed(reviewer, case)
    with pytest.raises(NotPermitted, match="You signed it; another person countersigns it"):
        countersign(reviewer, made, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=made.pk).update(countersigned_by=reviewer)


@pytest.mark.parametrize("role", ["documenter", "lawyer", "analyst", "stranger", "administrator"])
def test_editors_and_reviewers_sign_and_others_do_not(case: Case, role: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotPermitted, match="Editors and reviewers sign"):
        signed(request.getfixturevalue(role), case)


def test_a_finding_that_changed_since_it_was_read_is_not_signed(case: Case, editor: User, reviewer: User) -> None:
    with pytest.raises(Stale, match="changed since this was read"):
        sign(editor, case, FINDING, seen=NOW, now=LATER, decision="approved")
    made = signed(editor, case)
    with pytest.raises(Stale):
        countersign(reviewer, made, now=LATER)
    made.refresh_from_db()
    assert made.state == "signed"


def test_whoever_decides_otherwise_says_what_they_conclude(case: Case, editor: User) -> None:
    with pytest.raises(WrongUse, match="in your own words"):
        signed(editor, case, "rejected", "no")
    with pytest.raises(WrongUse, match="approved, changed or rejected"):
        signed(editor, case, "perhaps")
    made = signed(editor, case, "rejected", "  the counts are of different days  ")
    assert made.note == "the counts are of different days"


def test_a_conclusion_falls_when_what_was_found_changes_and_stands_again_when_it_changes_back(
    case: Case, editor: User, reviewer: User
) -> None:
    made = countersign(reviewer, signed(editor, case), now=NOW)
    assert standing(signatures_of(case), NOW).word == "in force"
    fallen = standing(signatures_of(case), LATER)
    assert (fallen.word, fallen.fallen) == ("to be confirmed", made)
    anew = signed(editor, case, now=LATER)
    assert standing(signatures_of(case), LATER).waiting == anew
    assert standing(signatures_of(case), LATER).word == "signed"
    assert standing([], NOW).word == ""


def test_while_one_waits_no_second_one_is_signed(case: Case, editor: User, reviewer: User) -> None:
    signed(editor, case)
    with pytest.raises(WrongUse, match="waits for a second person"):
        signed(reviewer, case)


def test_a_later_conclusion_takes_the_place_of_the_earlier(case: Case, editor: User, reviewer: User) -> None:
    first = countersign(reviewer, signed(editor, case), now=NOW)
    second = signed(reviewer, case, "rejected", "the source was misread")
    assert [review.decision for review in read_case(case).reviews] == ["approved"]
    countersign(editor, second, now=NOW)
    first.refresh_from_db()
    assert (first.state, first.revoked_by) == ("revoked", editor)
    assert [review.decision for review in read_case(case).reviews] == ["rejected"]


def test_a_conclusion_is_revoked_with_a_reason_and_stays_readable(case: Case, editor: User, reviewer: User) -> None:
    made = countersign(reviewer, signed(editor, case), now=NOW)
    with pytest.raises(WrongUse, match="at least 10"):
        revoke(reviewer, made, "wrong")
    before = Case.objects.get(pk=case.pk).version
    revoke(reviewer, made, REASON)
    made.refresh_from_db()
    assert (made.state, made.reason, made.revoked_by) == ("revoked", REASON, reviewer)
    assert read_case(case).reviews == ()
    assert Case.objects.get(pk=case.pk).version == before + 1
    assert standing(signatures_of(case), NOW).word == ""
    with pytest.raises(NotPermitted, match="revoked already"):
        revoke(reviewer, made, REASON)
    with pytest.raises(NotPermitted, match="does not wait"):
        countersign(reviewer, made, now=NOW)


def test_the_second_of_two_who_countersign_at_once_is_told(case: Case, editor: User, reviewer: User) -> None:
    made = signed(editor, case)
    seen = Signature.objects.select_related("case").get(pk=made.pk)
    countersign(reviewer, made, now=NOW)
    with pytest.raises(NotPermitted, match="does not wait"):
        countersign(reviewer, seen, now=NOW)


def test_nothing_is_signed_in_a_closed_case(case: Case, editor: User) -> None:
    case.state = "closed"
    case.save()
    with pytest.raises(NotPermitted, match="closed"):
        signed(editor, case)
