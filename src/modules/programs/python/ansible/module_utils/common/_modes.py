"""Modes of files as `chmod` reads them: `u=rwX,g-w,o=`."""
import re
import stat

_WHO = {'u': 6, 'g': 3, 'o': 0}
_BITS = {'r': 4, 'w': 2, 'x': 1}
_SPECIAL = {'u': stat.S_ISUID, 'g': stat.S_ISGID}


def symbolic_mode(current, text, is_directory, umask):
    """The mode that the text makes of the current one. What can't be read is a ValueError."""
    mode = stat.S_IMODE(current)
    for clause in text.split(','):
        read = re.match(r'^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$', clause)
        if read is None:
            raise ValueError('bad symbolic permission for mode: %s' % clause)
        who = set('ugo' if not read.group(1) or 'a' in read.group(1) else read.group(1))
        for operator, letters in re.findall(r'([-+=])([rwxXstugo]*)', read.group(2)):
            for user in sorted(who):
                mask = umask if not read.group(1) else 0
                mode = _applied(mode, user, operator, _wanted(mode, user, letters, is_directory, mask, current))
    return mode


def _wanted(mode, user, letters, is_directory, mask, current):
    bits = 0
    for letter in letters:
        if letter in _BITS:
            bits |= _BITS[letter] << _WHO[user]
        elif letter == 'X' and (is_directory or current & 0o111):
            bits |= 1 << _WHO[user]
        elif letter == 's':
            bits |= _SPECIAL.get(user, 0)
        elif letter == 't':
            bits |= stat.S_ISVTX if user == 'o' else 0
        elif letter in _WHO:
            bits |= ((mode >> _WHO[letter]) & 7) << _WHO[user]
    return bits & ~mask


def _applied(mode, user, operator, bits):
    if operator == '+':
        return mode | bits
    if operator == '-':
        return mode & ~bits
    own = (7 << _WHO[user]) | _SPECIAL.get(user, 0) | (stat.S_ISVTX if user == 'o' else 0)
    return (mode & ~own) | bits
