"""The version of the interface that this library offers."""

__version__ = '2.14.18'
__author__ = 'Ansible, Inc.'
__codename__ = "C'mon Everybody"
