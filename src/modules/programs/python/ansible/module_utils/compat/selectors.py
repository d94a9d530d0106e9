"""The selectors of Python."""
import selectors
from selectors import *
