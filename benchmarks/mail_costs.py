"""What mailing costs at AWS's list prices of us-east-1, which change: the figures that they are taken times do not."""

from collections import Counter

from rich.table import Table

from benchmarks.delivery import described
from benchmarks.report import table

WRITE, READ, REQUEST = 0.625e-6, 0.125e-6, 0.40e-6
"""A write unit, a read unit (on demand), and a request of SQS."""
TOLD = 0.50e-6
"""An event that SES tells by SNS, which hands it to the queue for nothing but the queue's request."""
EVENTS = 2
"""Of a mail that arrives: that it was sent, and that it was delivered."""
INVOCATION, GIGABYTE_SECOND = 0.20e-6, 0.0000133334
"""Of Lambda, arm64."""
MAIL = 0.10e-3
RATE = 14
"""Mails a second that SES lets an account send at first, once it is out of the sandbox: Lambda is paid for waiting."""
SENDERS = 2
REMARKS = [
    f"Cost: in us-east-1, at {RATE} mails a second from {SENDERS} invocations at once; at ten times the rate Lambda "
    "costs a tenth. Without logs and data transfer."
]


def of_a_thousand(costs: Counter[str], mails: int, heard: Counter[str], told: int) -> dict[str, float]:
    """USD for a thousand mails, by service; `heard` is what it cost to hear what became of `told` mails."""
    memory = described()["Deliver"].memory / 1024
    seconds = SENDERS * mails / RATE
    spent = {
        "SES": mails * MAIL,
        "DynamoDB": units(costs),
        "Lambda": seconds * memory * GIGABYTE_SECOND + costs["invocations"] * INVOCATION,
        "SQS": costs["requests"] * REQUEST,
    }
    each = {name: value / mails for name, value in spent.items()}
    each["what SES tells"] = (
        EVENTS * (TOLD + REQUEST)
        + (units(heard) + heard["requests"] * REQUEST + heard["invocations"] * INVOCATION) / told
    )
    return {name: round(value * 1000, 6) for name, value in each.items()}


def units(costs: Counter[str]) -> float:
    return costs["write units"] * WRITE + costs["read units"] * READ


def shown(cost: dict[str, float]) -> Table:
    made = table("1,000 mails", "USD")
    for name, value in cost.items():
        made.add_row(name, f"{value:.4f}")
    made.add_row("together", f"{sum(cost.values()):.4f}", style="bold")
    return made
