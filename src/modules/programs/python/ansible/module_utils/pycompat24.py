"""For modules that also ran on old versions of Python."""
import sys
from ast import literal_eval


def get_exception():
    """The exception that is being handled."""
    return sys.exc_info()[1]
