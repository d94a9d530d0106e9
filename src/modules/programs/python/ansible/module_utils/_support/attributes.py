"""Owner, group, mode, attributes and security context of files."""
import grp
import os
import pwd
import stat

from ansible.module_utils.common._modes import symbolic_mode
from ansible.module_utils.common.file import format_attributes
from ansible.module_utils.common.text.converters import to_bytes, to_native, to_text

try:
    import selinux
except ImportError:
    selinux = None


class Attributes:
    """Changes what is told to be otherwise; each method returns whether that is, or would be, a change."""

    def load_file_common_arguments(self, params, path=None):
        """The arguments about the file, in the form that `set_fs_attributes_if_different` takes."""
        path = params.get('path', params.get('dest', None)) if path is None else path
        if path is None:
            return {}
        path = os.path.expanduser(os.path.expandvars(path))
        if params.get('follow', False) and os.path.islink(path):
            path = os.path.realpath(path)
        context = self.selinux_initial_context()
        defaults = self.selinux_default_context(path) if '_default' in [params.get(name) for name in _CONTEXT] else context
        wanted = [params.get(name) for name in _CONTEXT[:len(context)]]
        return dict(
            path=path, mode=params.get('mode'), owner=params.get('owner'), group=params.get('group'),
            seuser=params.get('seuser'), serole=params.get('serole'), setype=params.get('setype'),
            selevel=params.get('selevel'),
            secontext=[default if value == '_default' else value for value, default in zip(wanted, defaults)],
            attributes=params.get('attributes'))

    def set_fs_attributes_if_different(self, file_args, changed, diff=None, expand=True):
        """All of it at once."""
        path = file_args['path']
        if file_args.get('secontext'):
            changed = self.set_context_if_different(path, file_args['secontext'], changed, diff)
        changed = self.set_owner_if_different(path, file_args.get('owner'), changed, diff, expand)
        changed = self.set_group_if_different(path, file_args.get('group'), changed, diff, expand)
        changed = self.set_mode_if_different(path, file_args.get('mode'), changed, diff, expand)
        return self.set_attributes_if_different(path, file_args.get('attributes'), changed, diff, expand)

    def set_directory_attributes_if_different(self, file_args, changed, diff=None, expand=True):
        """The same for a directory."""
        return self.set_fs_attributes_if_different(file_args, changed, diff, expand)

    def set_file_attributes_if_different(self, file_args, changed, diff=None, expand=True):
        """The same for a file."""
        return self.set_fs_attributes_if_different(file_args, changed, diff, expand)

    def user_and_group(self, path, expand=True):
        """The numbers of owner and group."""
        status = os.lstat(_expanded(path, expand))
        return (status.st_uid, status.st_gid)

    def set_owner_if_different(self, path, owner, changed, diff=None, expand=True):
        """The owner, by name or number."""
        if owner is None:
            return changed
        return self._set_id('owner', path, (owner, pwd.getpwnam, 'user'), changed, diff, expand)

    def set_group_if_different(self, path, group, changed, diff=None, expand=True):
        """The group, by name or number."""
        if group is None:
            return changed
        return self._set_id('group', path, (group, grp.getgrnam, 'group'), changed, diff, expand)

    def _set_id(self, kind, path, named, changed, diff, expand):
        name, find, noun = named
        place = _expanded(path, expand)
        if self.check_file_absent_if_check_mode(place):
            return True
        index = 0 if kind == 'owner' else 1
        current = self.user_and_group(place, expand=False)[index]
        try:
            wanted = int(name)
        except ValueError:
            try:
                wanted = find(name)[2]
            except KeyError:
                program = 'chown' if kind == 'owner' else 'chgrp'
                self.fail_json(path=to_text(place), msg='%s failed: failed to look up %s %s' % (program, noun, name))
        if current == wanted:
            return changed
        _note(diff, kind, current, wanted)
        if self.check_mode:
            return True
        try:
            os.lchown(place, *((wanted, -1) if kind == 'owner' else (-1, wanted)))
        except (IOError, OSError) as error:
            self.fail_json(path=to_text(place), msg='%s failed: %s' % (
                'chown' if kind == 'owner' else 'chgrp', to_text(error)))
        return True

    def set_mode_if_different(self, path, mode, changed, diff=None, expand=True):
        """The mode: a number, octal digits, or what `chmod` reads."""
        if mode is None:
            return changed
        place = _expanded(path, expand)
        if self.check_file_absent_if_check_mode(place):
            return True
        status = os.lstat(place)
        wanted = self._mode_of(place, status, mode)
        current = stat.S_IMODE(status.st_mode)
        if current == wanted:
            return changed
        _note(diff, 'mode', '0%03o' % current, '0%03o' % wanted)
        if self.check_mode:
            return True
        # A symbolic link has no mode of its own here.
        if stat.S_ISLNK(status.st_mode):
            return changed
        try:
            os.chmod(place, wanted)
        except OSError as error:
            self.fail_json(path=to_text(place), msg='chmod failed', details=to_native(error))
        return True

    def _mode_of(self, path, status, mode):
        try:
            wanted = mode if isinstance(mode, int) else int(mode, 8)
        except ValueError:
            try:
                return self._symbolic_mode_to_octal(status, mode)
            except ValueError as error:
                self.fail_json(path=to_text(path), msg='mode must be in octal or symbolic form', details=to_native(error))
        if wanted != stat.S_IMODE(wanted):
            self.fail_json(path=to_text(path), msg='Invalid mode supplied, only permission info is allowed', details=mode)
        return wanted

    @classmethod
    def _symbolic_mode_to_octal(cls, path_stat, symbolic_mode_text):
        umask = os.umask(0)
        os.umask(umask)
        return symbolic_mode(path_stat.st_mode, symbolic_mode_text, stat.S_ISDIR(path_stat.st_mode), umask)

    def get_file_attributes(self, path, include_version=True):
        """What `lsattr` tells of a file; nothing where it can't."""
        program = self.get_bin_path('lsattr')
        if not program:
            return {}
        rc, out, _ = self.run_command([program, '-vd' if include_version else '-d', to_native(path)])
        words = out.split()
        if rc != 0 or len(words) < (2 if include_version else 1):
            return {}
        flags = words[1 if include_version else 0].replace('-', '').strip()
        told = {'attr_flags': flags, 'attributes': format_attributes(flags)}
        return dict(told, version=words[0].strip()) if include_version else told

    def set_attributes_if_different(self, path, attributes, changed, diff=None, expand=True):
        """The letters of `chattr`, with `+`, `-` or `=` before them."""
        if attributes is None:
            return changed
        place = _expanded(path, expand)
        if self.check_file_absent_if_check_mode(place):
            return True
        current = self.get_file_attributes(place, include_version=False).get('attr_flags', '')
        operator, letters = (attributes[0], attributes[1:]) if attributes[:1] in ('+', '-', '=') else ('=', attributes)
        wanted = {'+': set(current) | set(letters), '-': set(current) - set(letters), '=': set(letters)}[operator]
        if wanted == set(current):
            return changed
        _note(diff, 'attributes', current, '%s%s' % (operator, letters))
        program = self.get_bin_path('chattr')
        if program and not self.check_mode:
            rc, out, err = self.run_command([program, '%s%s' % (operator, letters), to_native(place)])
            if rc != 0 or err:
                self.fail_json(path=to_text(place), msg='chattr failed', details=err or out)
        return True

    def check_file_absent_if_check_mode(self, file_path):
        """True in a dry run for a file that would have been made before."""
        return self.check_mode and not os.path.exists(file_path)

    def selinux_mls_enabled(self):
        """Whether contexts have levels."""
        return bool(selinux) and selinux.is_selinux_mls_enabled() == 1

    def selinux_enabled(self):
        """Whether files have contexts."""
        return bool(selinux) and selinux.is_selinux_enabled() == 1

    def selinux_initial_context(self):
        """A context without anything in it."""
        return [None] * (4 if self.selinux_mls_enabled() else 3)

    def selinux_default_context(self, path, mode=0):
        """The context that the policy gives a path."""
        if not self.selinux_enabled():
            return self.selinux_initial_context()
        return self._context_in(selinux.matchpathcon(to_native(path), mode))

    def selinux_context(self, path):
        """The context that a file has."""
        if not self.selinux_enabled():
            return self.selinux_initial_context()
        try:
            return self._context_in(selinux.lgetfilecon_raw(to_native(path)))
        except OSError as error:
            self.fail_json(path=path, msg='failed to retrieve selinux context', details=to_native(error))

    def _context_in(self, answer):
        return self.selinux_initial_context() if answer[0] == -1 else answer[1].split(':', 3)

    def set_default_selinux_context(self, path, changed):
        """The context that the policy gives the path."""
        return self.set_context_if_different(path, self.selinux_default_context(path), changed)

    def is_special_selinux_path(self, path):
        """Whether the path's file system has one context for all files, and that context."""
        with open('/proc/mounts') as mounts:
            entries = sorted((line.split() for line in mounts), key=lambda entry: -len(entry[1]))
        inside = next((entry for entry in entries if _is_below(os.path.realpath(to_native(path)), entry[1])), None)
        special = inside is not None and any(kind in inside[2] for kind in self._selinux_special_fs)
        return (True, self.selinux_context(inside[1])) if special else (False, None)

    def set_context_if_different(self, path, context, changed, diff=None):
        """The security context, by its parts; None leaves one as it is."""
        if not self.selinux_enabled() or self.check_file_absent_if_check_mode(path):
            return changed if not self.selinux_enabled() else True
        current = self.selinux_context(path)
        is_special, mounted = self.is_special_selinux_path(path)
        given = mounted if is_special else [value or now for value, now in zip(context, current)]
        wanted = [value if value is not None else now for value, now in zip(given, current)]
        if wanted == current:
            return changed
        _note(diff, 'secontext', current, wanted)
        if not self.check_mode and selinux.lsetfilecon(to_native(path), ':'.join(wanted)) != 0:
            self.fail_json(path=path, msg='set selinux context failed')
        return True


_CONTEXT = ('seuser', 'serole', 'setype', 'selevel')


def _expanded(path, expand):
    place = to_bytes(path, errors='surrogate_or_strict')
    return os.path.expanduser(os.path.expandvars(place)) if expand else place


def _is_below(path, folder):
    return path == folder or path.startswith(folder.rstrip('/') + '/')


def _note(diff, key, before, after):
    if diff is None:
        return
    diff.setdefault('before', {})[key] = before
    diff.setdefault('after', {})[key] = after
