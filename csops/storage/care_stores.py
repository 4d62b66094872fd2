"""The stores of promises, concessions, recoveries, answers, purchases and merges: made when first asked for."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table

from csops.domain.case_merges import CaseMerge
from csops.domain.changes import Kind
from csops.domain.customer_merges import CustomerMerge
from csops.domain.escalations import Escalation
from csops.domain.handovers import Handover
from csops.domain.promises import CustomerRequest, Promise
from csops.domain.recovery import Recovery, RecoveryStep
from csops.storage import care
from csops.storage.concession_store import ConcessionStore
from csops.storage.purchase_store import PurchaseStore
from csops.storage.store import Store
from csops.storage.survey_store import SurveyStore

Make = Callable[[Table, Callable[..., Any], Kind], Store[Any]]


class CareStores:
    """What is promised, given, put right, asked and bought."""

    def __init__(
        self, make: Make, *, answers: SurveyStore, purchases: PurchaseStore, concessions: ConcessionStore
    ) -> None:
        self.promises: Store[Promise] = make(care.promises, Promise, Kind.PROMISE)
        self.requests: Store[CustomerRequest] = make(care.customer_requests, CustomerRequest, Kind.REQUEST)
        self.escalations: Store[Escalation] = make(care.escalations, Escalation, Kind.ESCALATION)
        self.case_merges: Store[CaseMerge] = make(care.case_merges, CaseMerge, Kind.CASE_MERGE)
        self.handovers: Store[Handover] = make(care.handovers, Handover, Kind.HANDOVER)
        self.concessions = concessions
        self.recoveries: Store[Recovery] = make(care.recoveries, Recovery, Kind.RECOVERY)
        self.recovery_steps: Store[RecoveryStep] = make(care.recovery_steps, RecoveryStep, Kind.RECOVERY_STEP)
        self.answers = answers
        self.purchases = purchases
        self.customer_merges: Store[CustomerMerge] = make(care.customer_merges, CustomerMerge, Kind.CUSTOMER_MERGE)

    def by_kind(self) -> dict[Kind, Store[Any]]:
        """Return the stores by the kind of record that they keep."""
        return {
            Kind.PROMISE: self.promises,
            Kind.REQUEST: self.requests,
            Kind.ESCALATION: self.escalations,
            Kind.CASE_MERGE: self.case_merges,
            Kind.HANDOVER: self.handovers,
            Kind.CONCESSION: self.concessions,
            Kind.RECOVERY: self.recoveries,
            Kind.RECOVERY_STEP: self.recovery_steps,
            Kind.SURVEY_ANSWER: self.answers,
            Kind.PURCHASE: self.purchases,
            Kind.CUSTOMER_MERGE: self.customer_merges,
        }
