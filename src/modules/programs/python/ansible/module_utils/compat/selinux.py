"""The system's Python package for security contexts."""
from selinux import *
