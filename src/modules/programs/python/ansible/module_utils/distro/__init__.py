"""The distribution of this Linux, from its os-release file."""
import os
import re
import shlex


def os_release_info():
    """The settings of os-release by name in small letters."""
    for path in ('/etc/os-release', '/usr/lib/os-release'):
        if os.path.isfile(path):
            return _read(path)
    return {}


def _read(path):
    settings = {}
    with open(path, encoding='utf-8', errors='surrogateescape') as lines:
        for line in lines:
            try:
                words = shlex.split(line, comments=True)
            except ValueError:
                continue
            for word in words[:1]:
                name, equals, value = word.partition('=')
                if equals:
                    settings[name.lower()] = value
    return settings


def os_release_attr(attribute):
    """One setting of os-release, or nothing."""
    return os_release_info().get(attribute, '')


def id():
    """The short name: `debian`, `rhel`."""
    found = os_release_attr('id').lower().replace(' ', '_')
    return {'ol': 'oracle', 'opensuse-leap': 'opensuse'}.get(found, found)


def name(pretty=False):
    """The name, with the version where asked for."""
    return os_release_attr('pretty_name' if pretty else 'name')


def version(pretty=False, best=False):
    """The version; the best is the most exact one known."""
    written = os_release_attr('version_id')
    if best:
        candidates = [written, _first_number(os_release_attr('version')), _debian_version()]
        written = max(candidates, key=lambda candidate: (candidate.count('.'), bool(candidate)))
    return '%s (%s)' % (written, codename()) if pretty and codename() else written


def _first_number(text):
    found = re.search(r'\d+(?:\.\d+)*', text)
    return found.group() if found else ''


def _debian_version():
    if os_release_attr('id') != 'debian' or not os.path.isfile('/etc/debian_version'):
        return ''
    with open('/etc/debian_version') as file:
        return _first_number(file.read())


def version_parts(best=False):
    """Major, minor and build number, as texts."""
    parts = (version(best=best).split('.') + ['', '', ''])[:3]
    return tuple(parts)


def major_version(best=False):
    """The first part of the version."""
    return version_parts(best)[0]


def minor_version(best=False):
    """The second part of the version."""
    return version_parts(best)[1]


def build_number(best=False):
    """The third part of the version."""
    return version_parts(best)[2]


def like():
    """The short names of distributions that this one is like."""
    return os_release_attr('id_like')


def codename():
    """The code name of the release."""
    if 'version_codename' in os_release_info():
        return os_release_attr('version_codename')
    found = re.search(r'\((\D+)\)|,\s*(\D+)', os_release_attr('version'))
    return (found.group(1) or found.group(2)).strip() if found else ''


def info(pretty=False, best=False):
    """All of it."""
    parts = dict(zip(('major', 'minor', 'build_number'), version_parts(best)))
    return dict(id=id(), version=version(pretty, best), version_parts=parts, like=like(), codename=codename())


def linux_distribution(full_distribution_name=True):
    """Name, version and code name."""
    return (name() if full_distribution_name else id(), version(), codename())
