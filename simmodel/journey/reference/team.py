"""The team of the readable engine: who is on the payroll, and how fast they are."""

from simmodel.journey.desk.records import Controls
from simmodel.journey.people.ramp import lacked, speed_of
from simmodel.journey.people.staffing import Staff, reviewed


class Team:
    """The CSMPs on the payroll, the recruits of each month among them."""

    def __init__(self, staff: Staff, controls: Controls) -> None:
        self.staff, self.controls = staff, controls
        self.payroll = staff.at_start
        self.recruits: list[float] = staff.recruits.tolist()

    @property
    def speed(self) -> float:
        """Hours of work that a CSMP gets done in an hour."""
        latest = len(self.recruits) - 1
        lack = lacked(self.payroll, self.staff.lacking, self.recruits, latest)
        return speed_of(self.payroll, float(lack))

    def begin(self, month: int, customers: int) -> None:
        """Follow the target or the schedule, and replace those who resign."""
        controls, before = self.controls, self.payroll
        if controls.reviews[month]:
            self.payroll = reviewed(
                before, customers, controls.customers_per_csmp, controls.whole_changes
            )
        else:
            self.payroll += int(controls.hires[month])
        backfills = self.staff.attrition * self.payroll
        self.recruits.append(max(self.payroll - before, 0) + backfills)
