"""Records a run of ansible-playbook: its events, and what callbacks print for them in many settings.

RECORD_VARIANTS holds the settings as JSON, RECORD_FILE names the file to write at the end.
"""
import copy
import io
import json
import os
import sys

from ansible.plugins.callback import CallbackBase
from ansible.plugins.loader import callback_loader
from ansible.utils import color
from ansible.utils.display import Display

display = Display()


class Variant:
    def __init__(self, settings):
        self.settings = settings
        self.out, self.err, self.warns, self.deprecations = io.StringIO(), io.StringIO(), {}, {}
        name = settings.get('callback', 'default')
        self.callback = callback_loader.get(name, class_only=True)()
        self.callback._load_name = name
        self.callback.set_options()
        self.callback._plugin_options.update(settings.get('options', {}))

    def call(self, method, *args, **kwargs):
        """Lets the callback print into this variant's texts."""
        saved = (sys.stdout, sys.stderr, display.verbosity, display._warns, display._deprecations, color.ANSIBLE_COLOR)
        sys.stdout, sys.stderr = self.out, self.err
        display.verbosity = self.settings.get('verbosity', 0)
        display._warns, display._deprecations = self.warns, self.deprecations
        color.ANSIBLE_COLOR = self.settings.get('color', False)
        try:
            getattr(self.callback, method)(*args, **kwargs)
        finally:
            (sys.stdout, sys.stderr, display.verbosity, display._warns, display._deprecations,
             color.ANSIBLE_COLOR) = saved


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'notification'
    CALLBACK_NAME = 'record_run'

    def __init__(self):
        super().__init__()
        self.variants = [Variant(settings) for settings in json.loads(os.environ['RECORD_VARIANTS'])]
        self.events = []

    def _show(self, method, *args, **kwargs):
        for variant in self.variants:
            copies = [fresh(arg) for arg in args]
            variant.call(method, *copies, **kwargs)

    def _add(self, type_, **fields):
        self.events.append(json.loads(json.dumps(dict(fields, type=type_), default=str)))

    def v2_playbook_on_start(self, playbook):
        self._add('playbook-start', file=playbook._file_name)
        self._show('v2_playbook_on_start', playbook)

    def v2_playbook_on_play_start(self, play):
        self._add('play-start', name=play.get_name(), check=bool(play.check_mode), strategy=play.strategy)
        self._show('v2_playbook_on_play_start', play)

    def v2_playbook_on_no_hosts_matched(self):
        self._add('no-hosts', reason='none-matched')
        self._show('v2_playbook_on_no_hosts_matched')

    def v2_playbook_on_no_hosts_remaining(self):
        self._add('no-hosts', reason='none-remaining')
        self._show('v2_playbook_on_no_hosts_remaining')

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._record_task('task', task)
        self._show('v2_playbook_on_task_start', task, is_conditional)

    def v2_playbook_on_handler_task_start(self, task):
        self._record_task('handler', task)
        self._show('v2_playbook_on_handler_task_start', task)

    def v2_playbook_on_notify(self, handler, host):
        self._add('handler-notified', handler=handler.get_name(), host=host.get_name())
        self._show('v2_playbook_on_notify', handler, host)

    def v2_playbook_on_include(self, included_file):
        self._add('included', task=included_file._task._uuid, file=included_file._filename,
                  hosts=[host.name for host in included_file._hosts],
                  label=self._get_item_label(included_file._vars))
        self._show('v2_playbook_on_include', included_file)

    def v2_runner_on_start(self, host, task):
        self._add('host-start', task=task._uuid, host=host.get_name())
        self._show('v2_runner_on_start', host, task)

    def v2_on_file_diff(self, result):
        self._show('v2_on_file_diff', result)

    def v2_runner_on_ok(self, result):
        self._record_host(result, 'changed' if result._result.get('changed') else 'ok')
        self._show('v2_runner_on_ok', result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._record_host(result, 'failed', bool(ignore_errors))
        self._show('v2_runner_on_failed', result, ignore_errors=ignore_errors)

    def v2_runner_on_skipped(self, result):
        self._record_host(result, 'skipped')
        self._show('v2_runner_on_skipped', result)

    def v2_runner_on_unreachable(self, result):
        self._record_host(result, 'unreachable', bool(result._task.ignore_unreachable))
        self._show('v2_runner_on_unreachable', result)

    def v2_runner_item_on_ok(self, result):
        self._record_item(result, 'changed' if result._result.get('changed') else 'ok')
        self._show('v2_runner_item_on_ok', result)

    def v2_runner_item_on_failed(self, result):
        self._record_item(result, 'failed')
        self._show('v2_runner_item_on_failed', result)

    def v2_runner_item_on_skipped(self, result):
        self._record_item(result, 'skipped')
        self._show('v2_runner_item_on_skipped', result)

    def v2_runner_retry(self, result):
        data = result._result
        self._add('retry', task=result._task._uuid, host=result._host.get_name(), attempt=data['attempts'],
                  retries=data['retries'] - 1, result=data, delegatedTo=result._task.delegate_to)
        self._show('v2_runner_retry', result)

    def v2_playbook_on_stats(self, stats):
        hosts = {}
        for host in stats.processed:
            counts = stats.summarize(host)
            counts['failed'] = counts.pop('failures')
            hosts[host] = counts
        self._add('stats', hosts=hosts, custom=stats.custom)
        self._show('v2_playbook_on_stats', stats)
        texts = [{'stdout': variant.out.getvalue(), 'stderr': variant.err.getvalue()} for variant in self.variants]
        with open(os.environ['RECORD_FILE'], 'w') as file:
            json.dump({'events': self.events, 'texts': texts}, file)

    def _record_task(self, kind, task):
        path, line = task.get_path().rsplit(':', 1)
        role = task._role.get_name() if task._role else None
        self._add('task-start', task=task._uuid, kind=kind, name=task.get_name(), action=task.action, role=role,
                  check=bool(task.check_mode), diff=bool(task.diff), noLog=bool(task.no_log), file=path, line=int(line))

    def _record_host(self, result, status, ignored=False):
        self._add('host-result', task=result._task._uuid, host=result._host.get_name(), status=status, ignored=ignored,
                  loop=bool(result._task.loop is not None), result=result._result,
                  delegatedTo=result._task.delegate_to)

    def _record_item(self, result, status):
        self._add('item-result', task=result._task._uuid, host=result._host.get_name(), status=status,
                  label=self._get_item_label(result._result), result=result._result,
                  delegatedTo=result._task.delegate_to)


def fresh(arg):
    """A copy of a result, which callbacks change; anything else as it is."""
    if not hasattr(arg, '_result'):
        return arg
    other = copy.copy(arg)
    other._result = copy.deepcopy(arg._result)
    return other
