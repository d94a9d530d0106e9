"""Times in UTC."""
from datetime import datetime, timezone

UTC = timezone.utc


def utcnow():
    """Now, with its zone."""
    return datetime.now(UTC)


def utcfromtimestamp(timestamp):
    """A time in seconds since 1970, with its zone."""
    return datetime.fromtimestamp(timestamp, UTC)
