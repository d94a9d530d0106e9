"""Files that a module moves, keeps and compares."""
import errno
import hashlib
import os
import shutil
import stat
import tempfile
import time

from ansible.module_utils.common.file import is_executable
from ansible.module_utils.common.text.converters import to_bytes, to_native

_DIGESTS = ('md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512')


class Files:
    """Digests, backups, moves."""

    is_executable = staticmethod(is_executable)

    def digest_from_file(self, filename, algorithm):
        """The digest of a file's content, in hexadecimal digits; None where there is no file."""
        path = to_bytes(filename, errors='surrogate_or_strict')
        if not os.path.exists(path):
            return None
        if os.path.isdir(path):
            self.fail_json(msg='attempted to take checksum of directory: %s' % filename)
        digest = algorithm if hasattr(algorithm, 'hexdigest') else self._digest_named(filename, algorithm)
        with open(os.path.realpath(path), 'rb') as file:
            for block in iter(lambda: file.read(1 << 16), b''):
                digest.update(block)
        return digest.hexdigest()

    def _digest_named(self, filename, algorithm):
        try:
            return hashlib.new(algorithm)
        except ValueError:
            self.fail_json(msg="Could not hash file '%s' with algorithm '%s'. Available algorithms: %s" % (
                filename, algorithm, ', '.join(name for name in _DIGESTS if name in hashlib.algorithms_available)))

    def md5(self, filename):
        """The MD5 of a file."""
        return self.digest_from_file(filename, 'md5')

    def sha1(self, filename):
        """The SHA-1 of a file."""
        return self.digest_from_file(filename, 'sha1')

    def sha256(self, filename):
        """The SHA-256 of a file."""
        return self.digest_from_file(filename, 'sha256')

    def backup_local(self, fn):
        """Copies a file to one beside it that has the time in its name, which is returned."""
        if not os.path.exists(fn):
            return ''
        kept = '%s.%s.%s' % (fn, os.getpid(), time.strftime('%Y-%m-%d@%H:%M:%S~'))
        try:
            self.preserved_copy(fn, kept)
        except (shutil.Error, IOError) as error:
            self.fail_json(msg='Could not make backup of %s to %s: %s' % (fn, kept, to_native(error)))
        return kept

    def preserved_copy(self, src, dest):
        """Copies a file with its mode, times, owner and attributes."""
        shutil.copy2(src, dest)
        status = os.stat(src)
        try:
            os.chown(dest, status.st_uid, status.st_gid)
        except OSError as error:
            if error.errno != errno.EPERM:
                raise
        if self.selinux_enabled():
            self.set_context_if_different(dest, self.selinux_context(src), False)

    def cleanup(self, tmpfile):
        """Removes a file, if it is there."""
        if os.path.exists(tmpfile):
            try:
                os.unlink(tmpfile)
            except OSError as error:
                import sys
                sys.stderr.write('could not cleanup %s: %s' % (tmpfile, to_native(error)))

    def add_cleanup_file(self, path):
        """The file is removed when the module ends."""
        if path not in self.cleanup_files:
            self.cleanup_files.append(path)

    def do_cleanup_files(self):
        """Removes the files that are to be removed at the end."""
        for path in self.cleanup_files:
            self.cleanup(path)

    def atomic_move(self, src, dest, unsafe_writes=False, keep_dest_attrs=True):
        """Moves a file into place at once: a reader sees the old one or the new one. Mode and owner stay the old ones."""
        source, target = to_bytes(src, errors='surrogate_or_strict'), to_bytes(dest, errors='surrogate_or_strict')
        is_new = not os.path.exists(target)
        context = self.selinux_context(dest) if self.selinux_enabled() and not is_new else None
        if not is_new and keep_dest_attrs:
            self._take_over(source, target)
        try:
            self._replace(source, target)
        except OSError as error:
            if unsafe_writes and error.errno in (errno.EPERM, errno.EBUSY, errno.EACCES, errno.ETXTBSY, errno.EXDEV):
                self._unsafe_writes(source, target)
            else:
                self.fail_json(
                    msg='Could not replace file: %s to %s: %s' % (src, dest, to_native(error)),
                    exception=_traceback())
        if is_new:
            self._give_new_mode(target)
        if self.selinux_enabled():
            self.set_context_if_different(dest, context or self.selinux_default_context(dest), False)

    def _take_over(self, source, target):
        """The new file gets mode and owner of the one that it replaces."""
        try:
            status = os.stat(target)
            os.chmod(source, stat.S_IMODE(status.st_mode))
            os.chown(source, status.st_uid, status.st_gid)
        except OSError as error:
            if error.errno != errno.EPERM:
                self.fail_json(msg='Could not replace file: %s to %s: %s' % (
                    to_native(source), to_native(target), to_native(error)), exception=_traceback())

    def _replace(self, source, target):
        try:
            os.rename(source, target)
            return
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EXDEV, errno.EACCES, errno.ETXTBSY, errno.EBUSY):
                raise
        folder, name = os.path.split(target)
        handle, beside = tempfile.mkstemp(prefix=b'.ansible_tmp', suffix=name, dir=folder)
        os.close(handle)
        try:
            shutil.copy2(source, beside)
            if os.path.exists(target):
                self._take_over(beside, target)
            os.rename(beside, target)
        except OSError:
            self.cleanup(beside)
            raise
        self.cleanup(source)

    def _unsafe_writes(self, src, dest):
        """Writes in place, for what can't be replaced."""
        try:
            with open(dest, 'wb') as written, open(src, 'rb') as read:
                shutil.copyfileobj(read, written)
        except (shutil.Error, IOError, OSError) as error:
            self.fail_json(msg='Could not write data to file (%s) from (%s): %s' % (
                to_native(dest), to_native(src), to_native(error)), exception=_traceback())
        self.cleanup(src)

    def _give_new_mode(self, target):
        """A new file has the mode that the umask gives."""
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(target, 0o666 & ~umask)
        try:
            os.chown(target, os.geteuid(), os.getegid())
        except OSError:
            pass


def _traceback():
    import traceback
    return traceback.format_exc()
