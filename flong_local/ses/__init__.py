"""SES as a sender meets it, on this machine: both engines put it behind a door of their own."""

from flong_local.ses.courses import REJECTED, THROTTLED, Course, Refusal, by_address
from flong_local.ses.service import Account, Ses

__all__ = ["REJECTED", "THROTTLED", "Account", "Course", "Refusal", "Ses", "by_address"]
