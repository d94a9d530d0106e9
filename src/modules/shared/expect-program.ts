/**
 * The program that talks with a command on a terminal of its own, for `expect`: standard Python 3, read from an argument,
 * with what it is to do as JSON on its standard input, so that no answer is seen in the list of processes.
 */
export const expectProgram = `
import datetime, errno, json, os, pty, re, select, shlex, shutil, signal, sys, termios, time

def end(**result):
    json.dump(result, sys.stdout)
    sys.exit(0)

def begin(words, chdir, echo):
    pid, fd = pty.fork()
    if pid:
        return pid, fd
    try:
        if not echo:
            modes = termios.tcgetattr(0)
            modes[3] &= ~termios.ECHO
            termios.tcsetattr(0, termios.TCSANOW, modes)
        os.execvp(words[0], words)
    finally:
        os._exit(127)

def read(fd, until):
    """The next bytes; None at the end, False when the time is up."""
    left = None if until is None else max(0, until - time.time())
    if not select.select([fd], [], [], left)[0]:
        return False
    try:
        return os.read(fd, 65536) or None
    except OSError as error:
        if error.errno == errno.EIO:
            return None
        raise

def leave(pid, fd):
    os.close(fd)
    for number in (signal.SIGHUP, signal.SIGCONT, signal.SIGINT, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except OSError:
            pass
        time.sleep(0.1)
        if os.waitpid(pid, os.WNOHANG)[0]:
            return

def status(pid):
    code = os.waitpid(pid, 0)[1]
    return os.WEXITSTATUS(code) if os.WIFEXITED(code) else None

class Exhausted(Exception):
    pass

def answer(question, answers, seen):
    if not isinstance(answers, list):
        return answers
    if not answers:
        raise Exhausted("No remaining responses for '%s', output was '%s'" % (question, seen))
    return answers.pop(0)

def talk(pid, fd, given):
    """All output, and the exit status; None where the time was over."""
    patterns = [(re.compile(key.encode(), re.DOTALL), key, value) for key, value in given['responses']]
    said, pending, timeout = b'', b'', given['timeout']
    until = None if timeout is None else time.time() + timeout
    while True:
        found = [(match.start(), at) for at, (pattern, _, _) in enumerate(patterns) for match in [pattern.search(pending)] if match]
        if found:
            pattern, key, value = patterns[min(found)[1]]
            place = pattern.search(pending).end()
            said, seen, pending = said + pending[:place], pending[:place], pending[place:]
            text = answer(key, value, seen)
            time.sleep(0.05)
            os.write(fd, str(text).rstrip('\\n').encode() + b'\\n')
            until = None if timeout is None else time.time() + timeout
            continue
        more = read(fd, until)
        if more is None:
            return said + pending, status(pid)
        if more is False:
            leave(pid, fd)
            return said + pending, None
        pending += more

def main():
    given = json.load(sys.stdin)
    command, chdir = given['command'], given['chdir']
    if chdir:
        os.chdir(os.path.abspath(os.path.expanduser(os.path.expandvars(chdir))))
    for option, there, words in (('creates', True, 'exists'), ('removes', False, 'does not exist')):
        path = given[option]
        if path and os.path.exists(os.path.expanduser(os.path.expandvars(path))) == there:
            end(cmd=command, stdout='skipped, since %s %s' % (path, words), changed=False, rc=0)
    words = shlex.split(command)
    if not shutil.which(words[0]):
        end(failed=True, changed=False, msg='The command was not found or was not executable: %s.' % words[0])
    start = datetime.datetime.now()
    pid, fd = begin(words, chdir, given['echo'])
    try:
        output, rc = talk(pid, fd, given)
    except Exhausted as error:
        leave(pid, fd)
        end(failed=True, changed=False, msg=str(error))
    finish = datetime.datetime.now()
    result = dict(cmd=command, stdout=output.decode('utf-8', 'replace').rstrip('\\r\\n'), rc=rc, changed=True,
                  start=str(start), end=str(finish), delta=str(finish - start))
    if rc is None:
        result.update(failed=True, msg='command exceeded timeout')
    elif rc != 0:
        result.update(failed=True, msg='non-zero return code')
    end(**result)

try:
    main()
except Exception as error:
    end(failed=True, changed=False, msg=str(error))
`
