"""The version of the interface that this library offers."""

__version__ = '2.19.0'
__author__ = 'runbook'
__codename__ = 'runbook'
