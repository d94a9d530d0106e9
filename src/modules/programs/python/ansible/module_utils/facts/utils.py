"""Files that are read for facts."""
import os


def get_file_content(path, default=None, strip=True):
    """The text of a file, or the default where there is none."""
    if not (os.path.exists(path) and os.access(path, os.R_OK)):
        return default
    try:
        with open(path, errors='surrogateescape') as file:
            content = file.read()
    except (IOError, OSError):
        return default
    return (content.strip() if strip else content) or default


def get_file_lines(path, strip=True, line_sep=None):
    """The lines of a file; none where there is no such file."""
    content = get_file_content(path, strip=strip)
    if not content:
        return []
    if line_sep is None:
        return content.splitlines()
    return (content.rstrip(line_sep) if len(line_sep) == 1 else content).split(line_sep)


def get_mount_size(mountpoint):
    """The sizes of a file system; none where it can't be asked."""
    try:
        status = os.statvfs(mountpoint)
    except OSError:
        return {}
    return dict(
        size_total=status.f_frsize * status.f_blocks, size_available=status.f_frsize * status.f_bavail,
        block_size=status.f_bsize, block_total=status.f_blocks, block_available=status.f_bavail,
        block_used=status.f_blocks - status.f_bavail, inode_total=status.f_files, inode_available=status.f_favail,
        inode_used=status.f_files - status.f_favail)
