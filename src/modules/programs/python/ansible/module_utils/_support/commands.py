"""Runs programs for a module."""
import os
import re
import select
import shlex
import subprocess

from ansible.module_utils.common.process import get_bin_path
from ansible.module_utils.common.text.converters import to_bytes, to_native, to_text
from ansible.module_utils.common.parameters import remove_values

PASSWORD_OPTION = re.compile(r'^-{0,2}pass-?(?:word|wd)?$', re.I)
_PROMPTED = (257, 'A prompt was encountered while running a command, but no input data was specified')


def heuristic_log_sanitize(data, no_log_values=None):
    """Text without the passwords of addresses (`user:password@host`) and without known secrets."""
    text = re.sub(r'(\w+://[^\s/:@]*):[^\s@]*@', r'\1:********@', to_native(data))
    text = re.sub(r'(?<![\w/.-])([\w.-]+):[^\s/:@]+@', r'\1:********@', text)
    return remove_values(text, no_log_values) if no_log_values else text


class Commands:
    """Programs: where they are and what they print."""

    def get_bin_path(self, arg, required=False, opt_dirs=None):
        """The path of a program; None, or a failure where it is required, if there is none."""
        try:
            return get_bin_path(arg, opt_dirs=opt_dirs)
        except ValueError as error:
            if required:
                self.fail_json(msg=to_text(error))
            return None

    def run_command(self, args, check_rc=False, close_fds=True, executable=None, data=None, binary_data=False,
                    path_prefix=None, cwd=None, use_unsafe_shell=False, prompt_regex=None, environ_update=None,
                    umask=None, encoding='utf-8', errors='surrogate_or_strict', expand_user_and_vars=True,
                    pass_fds=None, before_communicate_callback=None, ignore_invalid_cwd=True, handle_exceptions=True):
        """Runs a program and waits for it. Returns its exit status, output and errors.

        Text is split into words as a shell would, unless a shell is to run it. The two outputs are bytes where
        `encoding` is None.
        """
        if not isinstance(args, (str, bytes, list, tuple)):
            self.fail_json(rc=257, cmd=args, msg="Argument 'args' to run_command must be list or string")
        prompt = self._prompt_pattern(prompt_regex)
        words, shell = self._command_words(args, use_unsafe_shell, expand_user_and_vars)
        options = dict(
            executable=executable, shell=shell, close_fds=close_fds,
            stdin=subprocess.PIPE if data else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self._command_environment(path_prefix, environ_update))
        if pass_fds:
            options['pass_fds'] = pass_fds
        if cwd:
            options['cwd'] = self._command_directory(cwd, ignore_invalid_cwd)
        if umask is not None:
            options['preexec_fn'] = lambda: os.umask(umask)
        try:
            rc, stdout, stderr = _communicated(words, options, _fed(data, binary_data), prompt, before_communicate_callback)
        except (OSError, IOError) as error:
            if not handle_exceptions:
                raise
            self.fail_json(rc=error.errno, stdout='', stderr='', msg=to_native(error), cmd=self._clean_args(args))
        if rc != 0 and check_rc:
            message = heuristic_log_sanitize(stderr.rstrip(), self.no_log_values)
            self.fail_json(
                cmd=self._clean_args(args), rc=rc, stdout=to_native(stdout), stderr=to_native(stderr), msg=message)
        if encoding is None:
            return (rc, stdout, stderr)
        return (rc, to_text(stdout, encoding, errors), to_text(stderr, encoding, errors))

    def _prompt_pattern(self, prompt_regex):
        if not prompt_regex:
            return None
        try:
            return re.compile(to_bytes(prompt_regex), re.MULTILINE)
        except re.error:
            self.fail_json(msg='invalid prompt regular expression given to run_command')

    def _command_words(self, args, use_unsafe_shell, expand):
        if use_unsafe_shell:
            text = args if isinstance(args, (str, bytes)) else ' '.join(shlex.quote(to_text(word)) for word in args)
            return to_bytes(text, errors='surrogate_or_strict'), True
        words = shlex.split(to_text(args, errors='surrogateescape')) if isinstance(args, (str, bytes)) else args
        if expand:
            words = [os.path.expanduser(os.path.expandvars(to_text(word))) for word in words if word is not None]
        return [to_bytes(word, errors='surrogate_or_strict') for word in words if word is not None], False

    def _command_environment(self, path_prefix, environ_update):
        environment = dict(os.environ)
        environment.update({name: to_text(value) for name, value in self.run_command_environ_update.items()})
        environment.update({to_text(name): to_text(value) for name, value in (environ_update or {}).items()})
        if path_prefix:
            environment['PATH'] = '%s:%s' % (path_prefix, environment.get('PATH', ''))
        return environment

    def _command_directory(self, cwd, ignore_invalid):
        path = os.path.abspath(os.path.expanduser(to_bytes(cwd, errors='surrogate_or_strict')))
        if os.path.isdir(path):
            return path
        if not ignore_invalid:
            self.fail_json(msg='Provided cwd is not a valid directory: %s' % cwd)
        return None

    def _clean_args(self, args):
        """The command as it may be shown: without what follows an option for a password."""
        words = shlex.split(to_native(args)) if isinstance(args, (str, bytes)) else [to_native(word) for word in args]
        shown, is_secret = [], False
        for word in words:
            option, equals, _ = word.partition('=')
            if is_secret:
                shown.append('********')
            elif equals and PASSWORD_OPTION.match(option):
                shown.append(option + '=********')
            else:
                shown.append(heuristic_log_sanitize(word, self.no_log_values))
            is_secret = not is_secret and not equals and bool(PASSWORD_OPTION.match(word))
        return ' '.join(shlex.quote(word) for word in shown)


def _fed(data, binary_data):
    if not data:
        return None
    fed = to_bytes(data)
    return fed if binary_data else fed + b'\n'


def _communicated(words, options, fed, prompt, before):
    process = subprocess.Popen(words, **options)
    if before:
        before(process)
    if prompt is None or fed is not None:
        stdout, stderr = process.communicate(fed)
        return (process.returncode, stdout, stderr)
    return _until_prompt(process, prompt)


def _until_prompt(process, prompt):
    """Reads what the program prints until it ends or asks something that nobody will answer."""
    printed = {process.stdout: b'', process.stderr: b''}
    is_open = set(printed)
    while is_open:
        for stream in select.select(list(is_open), [], [], 1)[0]:
            chunk = os.read(stream.fileno(), 9000)
            printed[stream] += chunk
            if not chunk:
                is_open.discard(stream)
        if prompt.search(printed[process.stdout]):
            process.kill()
            process.wait()
            return (_PROMPTED[0], printed[process.stdout], to_bytes(_PROMPTED[1]))
    process.wait()
    return (process.returncode, printed[process.stdout], printed[process.stderr])
