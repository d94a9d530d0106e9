"""What system this is."""
import platform

from ansible.module_utils.common._utils import get_all_subclasses
from ansible.module_utils import distro

_NAMES = {'Amzn': 'Amazon', 'Rhel': 'Redhat'}


def get_distribution():
    """The name of the distribution with a capital; that of the system where it is no Linux."""
    name = distro.id().capitalize()
    if platform.system() != 'Linux':
        return {'Macosx': 'Darwin'}.get(name, name) or platform.system()
    return _NAMES.get(name, name) or 'OtherLinux'


def get_distribution_version():
    """The version of the distribution, as exact as it is known; None where it is no Linux."""
    if platform.system() != 'Linux':
        return None
    name = distro.id()
    if name in ('centos', 'debian'):
        best = distro.version(best=True)
        return '.'.join(best.split('.')[:2]) if name == 'centos' else best
    return distro.version() or ''


def get_distribution_codename():
    """The code name of the release, where it has one; None where it is no Linux."""
    if platform.system() != 'Linux':
        return None
    release = distro.os_release_info()
    return release.get('version_codename') or release.get('ubuntu_codename') or distro.codename() or None


def get_platform_subclass(cls):
    """The subclass made for this system and distribution, for this system, or the class itself."""
    distribution, system = get_distribution(), platform.system()
    subclasses = get_all_subclasses(cls)
    for subclass in subclasses:
        if distribution is not None and subclass.distribution == distribution and subclass.platform == system:
            return subclass
    for subclass in subclasses:
        if subclass.platform == system and subclass.distribution is None:
            return subclass
    return cls
