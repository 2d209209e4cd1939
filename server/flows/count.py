"""A count that becomes the books' truth may leave promises without goods: they give way here."""

from server.counting import perform as counts
from server.counting.commands import Approve
from server.flows.promises import gave_way
from server.kernel.outcome import Outcome
from server.store.transaction import Act


def approve(act: Act, do: Approve) -> Outcome:
    """The difference is posted; orders that counted on what is not there look elsewhere."""
    outcome, posted = counts.approve(act, do)
    if posted is not None:
        gave_way(act, posted.yielded)
    return outcome
