"""What each rule needs to know, as small frozen records, the same for every country.

A lawyer's test case is such a record in TOML. `None` and empty mean that the fact is missing, never zero.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from saylau.values import Count, Money, Truth, When


class Inputs(BaseModel):
    """Base of all inputs: frozen, strict about names, with the facts from which it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    facts: tuple[str, ...] = ()


class NoInputs(Inputs):
    """For rules that state something and need no fact."""


class DeadlineInputs(Inputs):
    """A day from which a time runs, and the day that is tested against it."""

    begins: When | None = None
    happened: When | None = None


class EligibilityInputs(Inputs):
    """A would-be candidate: birth, citizenship by birth, higher education."""

    poll: When
    born: When | None = None
    citizen_by_birth: Truth = Truth.UNKNOWN
    higher_education: Truth = Truth.UNKNOWN


class Stay(BaseModel):
    """A stay abroad."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    during: When
    exempt_post: Truth = Truth.UNKNOWN
    """Whether it was a diplomatic post or an equal one with an international organisation."""
    habitual: Truth = Truth.UNKNOWN
    """Whether it was the person's habitual residence."""


class ResidenceInputs(Inputs):
    """Stays abroad of a candidate; `complete` says whether the list is known to hold all."""

    poll: When
    stays_abroad: tuple[Stay, ...] = ()
    complete: Truth = Truth.UNKNOWN


class ServiceInputs(Inputs):
    """Periods of public service or elected office; `None` in the list stands for one without dates."""

    periods: tuple[When | None, ...] = ()
    complete: Truth = Truth.UNKNOWN


class ExamInputs(Inputs):
    """Whether the language examination was passed, and whether the person stands again as incumbent."""

    passed: Truth = Truth.UNKNOWN
    incumbent: Truth = Truth.UNKNOWN


class NominatorInputs(Inputs):
    """The body that nominates: party or association, registered, with branches in so many regions."""

    party: Truth = Truth.UNKNOWN
    registered: Truth = Truth.UNKNOWN
    branches: Count | None = None
    regions: int | None = None


class SelfNominationInputs(NoInputs):
    """Asks only whether self-nomination is allowed on the day."""


class DepositInputs(Inputs):
    """Deposit paid, and what decides its return."""

    paid: Money | None = None
    votes: Count | None = None
    participants: Count | None = None
    """Voters who took part, invalid ballots included."""
    valid: Count | None = None
    elected: Truth = Truth.UNKNOWN


class SignatureInputs(Inputs):
    """Voters as base of the threshold, and the signatures of one candidate."""

    voters: Count | None = None
    regions: int | None = None
    valid_signatures: Count | None = None
    regions_covered: Count | None = None
    least_in_a_region: Count | None = None
    """The smallest number of valid signatures in any region that is counted."""


class ProxyInputs(Inputs):
    """Polling stations, and proxies declared by one candidate."""

    stations: Count | None = None
    declared: Count | None = None


class FundInputs(Inputs):
    """Receipts of one election fund, by origin as far as stated apart."""

    nominated_by_party: Truth = Truth.UNKNOWN
    """Whether a party nominated the candidate, rather than another association."""

    own: Money | None = None
    nominator: Money | None = None
    own_and_nominator: Money | None = None
    donations: Money | None = None


class DonorInputs(Inputs):
    """Kind of a donor: citizen, company, state body, charity, religious body, foreign, anonymous; empty unknown.

    Further kinds: candidate, party, association, local self-government.
    """

    donor: str = ""


class FundingInputs(Inputs):
    """Public money for one candidate."""

    each: Money | None = None


class CompositionInputs(Inputs):
    """Seats of a commission by who fills them: the id of an office or body, or of a group for a quota."""

    by_appointer: tuple[tuple[str, Count], ...] = ()


class PollsterInputs(Inputs):
    """Who conducts opinion polls: an individual or a legal entity, its experience, and its notice."""

    legal_entity: Truth = Truth.UNKNOWN
    """No: an individual."""
    years: Count | None = None
    """Years of experience with opinion polls."""
    notified: Truth = Truth.UNKNOWN
    """Whether the commission was given notice."""


class PublicationInputs(Inputs):
    """Voting day, and the day on which results of a poll were published."""

    poll: When | None = None
    published: When | None = None


class FineInputs(Inputs):
    """A fine as stated, and whether an individual or an organisation was fined."""

    fine: Money | None = None
    organisation: Truth = Truth.UNKNOWN


class SeatInputs(Inputs):
    """Votes of one list, the votes of which a share is needed, and the seats that the list received."""

    votes: Count | None = None
    base: Count | None = None
    """The votes of which a share is needed: all valid votes of the election."""
    seats: Count | None = None


class SanctionInputs(Inputs):
    """A sanction as stated, over one person or over all of a group: a fine, days of arrest, months of prison.

    Of custody: the minutes until release, or until the person was before a judge.
    """

    fine: Money | None = None
    days: Count | None = None
    months: Count | None = None
    minutes: Count | None = None


class ClockInputs(Inputs):
    """The clock time at which something happened, on the clock of the place."""

    at: When | None = None


class DonorSumInputs(Inputs):
    """All that one donor gave to one election fund; a range where it is not settled which payments are one donor's."""

    donor: str = ""
    """Kind of the donor, as in `DonorInputs`."""
    given: Money | None = None
