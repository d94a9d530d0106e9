"""Versions that can be compared."""
import re


class Version:
    """What both kinds have in common."""

    def __init__(self, vstring=None):
        if vstring:
            self.parse(vstring)

    def __repr__(self):
        return "%s ('%s')" % (self.__class__.__name__, str(self))

    def _compared(self, other, holds):
        result = self._cmp(self.__class__(other) if isinstance(other, str) else other)
        return result if result is NotImplemented else holds(result)

    def __eq__(self, other):
        return self._compared(other, lambda result: result == 0)

    def __lt__(self, other):
        return self._compared(other, lambda result: result < 0)

    def __le__(self, other):
        return self._compared(other, lambda result: result <= 0)

    def __gt__(self, other):
        return self._compared(other, lambda result: result > 0)

    def __ge__(self, other):
        return self._compared(other, lambda result: result >= 0)


class LooseVersion(Version):
    """Numbers and words in any order: `1.5.2b1`."""

    component_re = re.compile(r'(\d+|[a-z]+|\.)', re.I)

    def parse(self, vstring):
        """Takes it apart."""
        self.vstring = vstring
        parts = [part for part in self.component_re.split(vstring) if part and part != '.']
        self.version = [int(part) if part.isdigit() else part for part in parts]

    def __str__(self):
        return self.vstring

    def _cmp(self, other):
        if not isinstance(other, LooseVersion):
            return NotImplemented
        return (self.version > other.version) - (self.version < other.version)


class StrictVersion(Version):
    """Two or three numbers, with a mark of what comes before a release: `1.5.2b1`."""

    version_re = re.compile(r'^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$', re.ASCII)

    def parse(self, vstring):
        """Takes it apart."""
        match = self.version_re.match(vstring)
        if not match:
            raise ValueError("invalid version number '%s'" % vstring)
        major, minor, patch, letter, number = match.groups()
        self.version = (int(major), int(minor), int(patch or 0))
        self.prerelease = (letter, int(number)) if letter else None

    def __str__(self):
        numbers = self.version if self.version[2] else self.version[:2]
        mark = '%s%d' % self.prerelease if self.prerelease else ''
        return '.'.join(map(str, numbers)) + mark

    def _cmp(self, other):
        if not isinstance(other, StrictVersion):
            return NotImplemented
        one, two = [(version.version, version.prerelease is None, version.prerelease or ()) for version in (self, other)]
        return (one > two) - (one < two)
