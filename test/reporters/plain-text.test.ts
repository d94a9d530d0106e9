import { describe, expect, test } from 'vitest'
import type { Event } from '../../src/events.ts'
import type { ReporterOptions } from '../../src/reporters/options.ts'
import { plainText } from '../../src/reporters/plain-text.ts'
import { dict, Secret, Template, Undefined, Unknown } from '../../src/values.ts'
import { counts, event } from './events.ts'
import { print } from './print.ts'

const stdout = (events: readonly Event[], options: Partial<ReporterOptions> = {}): string =>
  print([plainText], events, options).stdout

/** The lines that follow the task's heading. */
const afterHeading = (events: readonly Event[], options: Partial<ReporterOptions> = {}): string =>
  stdout([task, ...events], options)
    .split('\n')
    .slice(2)
    .join('\n')

const position = { file: '/srv/site.yml', line: 4, column: 7 }
const task = event('task-start', { name: 'web : copy it', role: 'web', action: 'copy', position })
const stars = (title: string): string => `${title} ${'*'.repeat(79 - title.length)}`

describe('plainText', () => {
  test('prints a run from its first play to the recap', () => {
    const events = [
      event('playbook-start', {}),
      event('play-start', { name: 'web' }),
      task,
      event('host-result', { status: 'changed' }),
      event('stats', { hosts: new Map([['web1', counts({ ok: 1, changed: 1 })]]) }),
    ]
    expect(stdout(events)).toBe(`
${stars('PLAY [web]')}

${stars('TASK [web : copy it]')}
changed: [web1]

${stars('PLAY RECAP')}
web1                       : ok=1    changed=1    unreachable=0    failed=0    skipped=0    rescued=0    ignored=0${'   '}

`)
  })

  test('sorts the recap by host and colours what is not zero', () => {
    const hosts = new Map([
      ['b', counts({ failed: 1 })],
      ['a', counts({ ok: 2 })],
    ])
    const [a, b] = stdout([event('stats', { hosts })], { color: true })
      .split('\n')
      .slice(2)
    expect(a).toBe(
      `\u001b[0;32ma\u001b[0m${' '.repeat(25)} : \u001b[0;32mok=2   \u001b[0m changed=0    unreachable=0    failed=0    skipped=0    rescued=0    ignored=0   `,
    )
    expect(b).toContain('\u001b[0;31mfailed=1   \u001b[0m')
  })

  test('shows the custom statistics of hosts and of the run', () => {
    const custom = new Map([
      ['web1', dict({ n: 1 })],
      ['_run', dict({ list: [1, 2] })],
    ])
    expect(stdout([event('stats', { custom })], { showCustomStats: true })).toContain(
      `\n${stars('CUSTOM STATS:')}\n\tweb1: { "n": 1}\n\n\tRUN: { "list": [  1,  2 ]}\n\n`,
    )
  })

  test('says why there is no host', () => {
    expect(stdout([event('no-hosts', {})])).toBe('skipping: no hosts matched\n')
    expect(stdout([event('no-hosts', { reason: 'none-remaining' })])).toBe(`\n${stars('NO MORE HOSTS LEFT')}\n`)
  })

  test('shows a failure with its result, and that it is ignored', () => {
    const failed = event('host-result', { status: 'failed', ignored: true, result: dict({ msg: 'no', failed: true }) })
    expect(afterHeading([failed])).toBe('fatal: [web1]: FAILED! => {"msg": "no"}\n...ignoring\n')
  })

  test('leaves the failure of a loop to its items', () => {
    const items = [
      event('item-result', { status: 'ok', label: 1 }),
      event('item-result', { status: 'failed', label: 2, result: dict({ msg: 'no' }) }),
      event('host-result', { status: 'failed', loop: true, result: dict({ results: [] }) }),
    ]
    expect(afterHeading(items)).toBe('ok: [web1] => (item=1)\nfailed: [web1] (item=2) => {"msg": "no"}\n')
  })

  test('shows the host that a task was delegated to, and its address', () => {
    const result = dict({ _ansible_delegated_vars: dict({ ansible_host: '192.0.2.1' }) })
    expect(afterHeading([event('host-result', { delegatedTo: 'db1' })])).toBe('ok: [web1 -> db1]\n')
    expect(afterHeading([event('host-result', { delegatedTo: 'web1' })])).toBe('ok: [web1]\n')
    const resolved = 'ok: [web1 -> db1(192.0.2.1)]\n'
    expect(afterHeading([event('host-result', { delegatedTo: 'db1', result })])).toBe(resolved)
    const address = { delegatedTo: 'db1', delegatedAddress: '192.0.2.1' }
    expect(afterHeading([event('host-result', address)])).toBe(resolved)
  })

  test('counts down the attempts that are left, by the name without the role', () => {
    const line = (attempt: number): string => `FAILED - RETRYING: [web1]: copy it (${4 - attempt} retries left).\n`
    expect(afterHeading([event('retry', { attempt: 1 }), event('retry', { attempt: 2 })])).toBe(line(1) + line(2))
  })

  test('shows the result of an attempt at -vvv, with how often there may be one', () => {
    const retry = event('retry', { attempt: 1, result: dict({ attempts: 1, rc: 2 }) })
    const text = afterHeading([retry], { verbosity: 3 })
    expect(text).toContain('left).Result was: {\n    "attempts": 1,\n    "rc": 2,\n    "retries": 4\n}\n')
  })

  test('hides the results and the items of a task with no_log', () => {
    const hidden = event('task-start', { name: 'hidden', noLog: true })
    const result = dict({ changed: true, stdout: 'pa55' })
    const events = [
      hidden,
      event('item-result', { status: 'changed', label: 'pa55', result }),
      event('host-result', { status: 'failed', result }),
    ]
    const text = stdout(events, { verbosity: 1 })
    expect(text).toContain('changed: [web1] => (item=None) => {"censored": "the output has been hidden')
    expect(text).not.toContain('pa55')
  })

  test('prints safely what is no plain data', () => {
    const result = dict({
      a: new Secret('pa55'),
      b: new Template('{{ x }}'),
      c: new Unknown('a command'),
      d: [new Undefined('y')],
    })
    expect(afterHeading([event('host-result', { result })], { verbosity: 1 })).toBe(
      'ok: [web1] => {"a": "********", "b": "{{ x }}", "c": "(known after apply)", "d": ["\'y\' is undefined"]}\n',
    )
  })

  test('shows what debug was asked to show', () => {
    const debug = event('task-start', { name: 'debug', action: 'ansible.builtin.debug' })
    const result = dict({ msg: 'hello', changed: false })
    expect(stdout([debug, event('host-result', { result })])).toContain('ok: [web1] => {\n    "msg": "hello"\n}\n')
  })

  test('does not show gathered facts, however verbose', () => {
    const setup = event('task-start', { name: 'Gathering Facts', action: 'gather_facts' })
    const result = dict({ ansible_facts: dict({ a: 1 }) })
    expect(stdout([setup, event('host-result', { result })], { verbosity: 3 })).toMatch(/ok: \[web1\]\n$/)
  })

  test('shows differences of changes when told to', () => {
    const diff = dict({ before: 'a\n', after: 'b', after_header: '/etc/x' })
    const changed = event('host-result', { status: 'changed', result: dict({ changed: true, diff }) })
    expect(afterHeading([changed])).toBe('changed: [web1]\n')
    expect(afterHeading([changed], { diff: true })).toBe(
      '--- before\n+++ after: /etc/x\n@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n\nchanged: [web1]\n',
    )
    expect(stdout([event('task-start', { diff: true }), changed])).toContain('@@ -1 +1 @@')
  })

  test('shows the place of a task with -vv, and with a failure where that is wanted', () => {
    expect(afterHeading([], { verbosity: 2 })).toBe('task path: /srv/site.yml:4\n')
    const failed = event('host-result', { status: 'failed', result: dict({}) })
    expect(afterHeading([failed], { showTaskPathOnFailure: true })).toBe(
      'task path: /srv/site.yml:4\nfatal: [web1]: FAILED! => {}\n',
    )
  })

  test('holds a heading back until a line follows when ok hosts are not shown', () => {
    const options = { displayOkHosts: false }
    expect(stdout([task, event('host-result', {})], options)).toBe('')
    expect(stdout([task, event('host-result', { status: 'changed' })], options)).toBe(
      `\n${stars('TASK [web : copy it]')}\nchanged: [web1]\n`,
    )
  })

  test('repeats headings where hosts go on by themselves', () => {
    const second = event('task-start', { task: 2, name: 'second' })
    const events = [
      event('play-start', { strategy: 'ansible.builtin.free' }),
      event('task-start', { name: 'first' }),
      event('host-result', { host: 'a' }),
      second,
      event('host-result', { host: 'a', task: 2 }),
      event('host-result', { host: 'b' }),
    ]
    const headings = stdout(events).match(/(TASK|ok:) \[\w+\]/g)
    expect(headings).toEqual(['TASK [first]', 'ok: [a]', 'TASK [second]', 'ok: [a]', 'TASK [first]', 'ok: [b]'])
  })

  test('marks check mode where that is wanted', () => {
    const events = [event('playbook-start', {}), event('play-start', { check: true }), event('stats', {})]
    const text = stdout(events, { check: true, checkModeMarkers: true })
    expect(text.match(/DRY RUN \*/g)).toHaveLength(2)
    expect(text).toContain(stars('PLAY [all] [CHECK MODE]'))
  })

  test('shows includes with their item, and no line for their own result', () => {
    const include = event('task-start', { name: 'include_tasks', action: 'include_tasks' })
    const events = [
      include,
      event('host-result', {}),
      event('included', { hosts: ['a', 'b'], label: dict({ x: "it's" }) }),
    ]
    expect(stdout(events).split('\n').slice(2)).toEqual([`included: more.yml for a, b => (item={'x': "it's"})`, ''])
  })

  test('shows handlers, their notification and asynchronous tasks', () => {
    const events = [
      event('handler-notified', {}),
      event('task-start', { kind: 'handler', name: 'restart' }),
      event('async', {}),
      event('async', { state: 'ok' }),
    ]
    expect(stdout(events, { verbosity: 2 })).toBe(
      `NOTIFIED HANDLER restart for web1\n\n${stars('RUNNING HANDLER [restart]')}\nASYNC POLL on web1: jid=j1 started=1 finished=0\nASYNC OK on web1: jid=j1\n`,
    )
  })

  test('shows verbose notices from their level on', () => {
    const notice = event('notice', { level: 'verbose', verbosity: 3, message: 'connecting', host: 'web1' })
    expect(stdout([notice], { verbosity: 2 })).toBe('')
    expect(stdout([notice], { verbosity: 3, color: true })).toBe('\u001b[0;34m<web1> connecting\u001b[0m\n')
    expect(print([plainText], [notice], { verbosity: 3, verboseToStderr: true }).stderr).toBe('<web1> connecting\n')
  })

  test('shows warnings on stderr, wrapped and once', () => {
    const message = 'a warning that is so long that it does not fit into one line of seventy-nine columns'
    const { stderr } = print([plainText], [event('notice', { message }), event('notice', { message })])
    expect(stderr).toBe(
      '[WARNING]: a warning that is so long that it does not fit into one line of\nseventy-nine columns\n',
    )
  })

  test('shows where a deprecated thing stands, the first time, and when it goes', () => {
    const at = (line: number) => ({ file: 'site.yml', line, column: 3 })
    const notice = { level: 'deprecation', message: '"sudo" is old', removal: { version: '3.0' } } as const
    const events = [event('notice', { ...notice, position: at(2) }), event('notice', { ...notice, position: at(9) })]
    expect(print([plainText], events, { columns: 300 }).stderr).toBe(
      '[DEPRECATION WARNING]: "sudo" is old. This feature will be removed in version 3.0. Deprecation warnings can be disabled by setting deprecation_warnings=False in ansible.cfg. (site.yml:2:3)\n',
    )
    expect(print([plainText], events, { deprecationWarnings: false }).stderr).toBe('')
  })

  test('takes the warnings of a result out of what it shows', () => {
    const deprecation = dict({ msg: 'old', version: '9', collection_name: 'ansible.builtin' })
    const result = dict({ warnings: ['careful'], deprecations: [deprecation] })
    const printed = print([plainText], [task, event('host-result', { result })], { verbosity: 1, columns: 300 })
    expect(printed.stdout).toMatch(/ok: \[web1\] => \{\}\n$/)
    expect(printed.stderr).toBe(
      '[WARNING]: careful\n[DEPRECATION WARNING]: old. This feature will be removed from ansible-core in version 9. Deprecation warnings can be disabled by setting deprecation_warnings=False in ansible.cfg.\n',
    )
  })

  test('shows a located mistake on stderr, once for all hosts', () => {
    const diagnostic = { message: '"foo" is undefined', position, hint: 'did you mean "food"?' }
    const failed = (host: string) => event('host-result', { host, status: 'failed', diagnostic, result: dict({}) })
    const { stderr } = print([plainText], [task, failed('a'), failed('b')])
    expect(stderr).toBe('"foo" is undefined\n  /srv/site.yml:4:7\n  hint: did you mean "food"?\n')
  })

  test('tells the last line of a traceback, and all of it with -vvv', () => {
    const failed = event('host-result', {
      status: 'failed',
      result: dict({ exception: 'Traceback\nValueError: no', msg: 'x' }),
    })
    expect(afterHeading([failed])).toBe(
      'An exception occurred during task execution. To see the full traceback, use -vvv. The error was: ValueError: no\nfatal: [web1]: FAILED! => {"msg": "x"}\n',
    )
    expect(afterHeading([failed], { verbosity: 3 })).toContain('The full traceback is:\nTraceback\nValueError: no\n')
  })

  test('shows arguments in the heading where that is wanted', () => {
    const given = event('task-start', { name: 'a', arguments: 'path=/x, mode=1' })
    expect(stdout([given], { displayArgsToStdout: true })).toContain('TASK [a path=/x, mode=1] *')
    expect(stdout([given])).toContain('TASK [a] *')
  })
})

describe('a host that starts', () => {
  test('is told of where that is asked for, with an include as well', () => {
    const events = [event('host-start', {}), event('include-result', {})]
    expect(afterHeading(events)).toBe('')
    const line = ' [started TASK: web : copy it on web1]\n'
    expect(afterHeading(events, { showPerHostStart: true })).toBe(line + line)
  })
})

describe('a result that was skipped', () => {
  const events = [task, event('host-result', { status: 'skipped', result: dict({ skipped: true }) })]

  test('leaves the heading alone where it is passed over quietly', () => {
    expect(stdout(events)).toContain('skipping: [web1]')
    expect(stdout(events, { skipsQuietly: true })).toMatch(/TASK \[web : copy it\] \*+\n$/)
    expect(stdout(events, { displaySkippedHosts: false })).toBe('')
  })
})
