"""The types of Python."""
from typing import *
