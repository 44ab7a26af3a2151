"""Phases of a customer's life: onboarding, steady, before renewal."""

from typing import Literal

import numpy as np

from simmodel.fields import Section, field

Phase = Literal["onboarding", "steady", "before_renewal"]


class Phases(Section):
    """Phases of a customer's life, for activities that fall due in one of them alone."""

    onboarding_months: int = field(
        0,
        unit="months",
        description="How long a new customer is onboarded, from its first day on",
        ge=0,
        le=36,
    )
    renewal_months: int = field(
        0,
        unit="months",
        description="The last months of every contract, in which its renewal is prepared",
        ge=0,
        le=36,
    )

    def within(self, phase: Phase | None, month: np.ndarray, length: int) -> np.ndarray:
        """Whether months of customers' lives belong to ``phase``; bool, shape of ``month``.

        Args:
            phase: None for all of them.
            month: from the begin of a customer's first contract, from 0; negative for a customer of
                the start, whose onboarding is over.
            length: of a contract, months.
        """
        if phase is None:
            return np.ones(np.shape(month), bool)
        onboarding = (month >= 0) & (month < self.onboarding_months)
        preparing = month % length >= length - self.renewal_months
        if phase == "onboarding":
            return onboarding
        return preparing if phase == "before_renewal" else ~(onboarding | preparing)

    def months(self, phase: Phase, length: int) -> int:
        """Months of a customer's first contract and the next that belong to ``phase``."""
        return int(self.within(phase, np.arange(2 * length), length).sum())
