import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

it('tells how a job that is waited for has ended', async () => {
  const { events, result } = await runSite(
    {
      'site.yml': `
    - hosts: a
      vars: {ansible_connection: local}
      tasks:
        - {name: good, command: "true", async: 10, poll: 5}
        - {name: bad, command: "false", async: 10, poll: 5, ignore_errors: true}
        - {name: long, command: sleep 10, async: 1, poll: 5, ignore_errors: true}
    `,
    },
    { differs: 'numbers of jobs' },
  )
  const told = events.flatMap((event) => (event.type === 'async' ? [`${event.host} ${event.state}`] : []))
  expect(told).toEqual(['a ok', 'a failed', 'a failed'])
  expect(result('good')).toMatchObject({ finished: 1, started: 1 })
  expect(result('long')).toMatchObject({ failed: true, async_result: { finished: 0, stdout: '' } })
})

it('refuses what is done on the controller, too', async () => {
  const { result } = await runSite(
    `
    - hosts: a
      tasks: [{name: say, debug: {msg: x}, async: 5, ignore_errors: true}]
  `,
    { differs: 'later versions say it in these words' },
  )
  expect(result('say')).toMatchObject({ failed: true, msg: 'This action (debug) does not support async.' })
})

it('keeps a file on the host for a job that nobody waits for, where other runs find it', async () => {
  const { result, steps } = await runSite(
    `
    - hosts: a
      vars: {ansible_async_dir: "{{ playbook_dir }}/jobs"}
      tasks:
        - {name: start, command: echo x, async: 10, poll: 0, register: job}
        - {name: wait, async_status: {jid: "{{ job.ansible_job_id }}"}, register: ended, until: ended is finished, delay: 0, retries: 100}
        - {name: file, slurp: {src: "{{ job.results_file }}"}, register: file, until: "'stdout' in (file.content | b64decode)", delay: 0, retries: 100}
        - {name: elsewhere, async_status: {jid: "{{ job.ansible_job_id }}"}, vars: {ansible_async_dir: /nowhere}, ignore_errors: true}
        - {name: other, copy: {dest: "{{ playbook_dir }}/jobs/j1.2", content: '{"finished": 1, "rc": 0}'}}
        - {name: of another run, async_status: {jid: j1.2}}
        - {name: forget, async_status: {jid: j1.2, mode: cleanup}}
        - {name: forgotten, async_status: {jid: j1.2}, ignore_errors: true}
        - {name: short, command: echo y, async: 10, poll: 1, register: short}
        - {name: removed, stat: {path: "{{ short.results_file }}"}}
    `,
    { differs: 'ids of jobs, and times' },
  )
  expect(result('wait')).toMatchObject({ finished: 1, stdout: 'x' })
  expect(result('file')).toMatchObject({ source: result('start').results_file })
  expect(result('elsewhere')).toMatchObject({ msg: 'could not find job' })
  expect(result('of another run')).toMatchObject({ finished: 1, rc: 0 })
  expect(steps.slice(-3)).toEqual(['forgotten: a failed (ignored)', 'short: a changed', 'removed: a ok'])
  expect(result('removed')).toMatchObject({ stat: { exists: false } })
})

it('tells what a program of a job printed under the names of a command too', async () => {
  const { result } = await runSite(
    {
      'library/broken': '#!/bin/sh\n. "$1"\necho odd >&2\nexit 3\n',
      'site.yml': '[{hosts: a, tasks: [{name: t, broken: , async: 20, poll: 1, ignore_errors: true}]}]',
    },
    { differs: 'its message is of its wrapper' },
  )
  expect(result('t')).toMatchObject({ failed: true, stderr: 'odd\n', stderr_lines: ['odd'], module_stderr: 'odd\n' })
})

it('tells what a program that succeeds printed as errors where it is a job', async () => {
  const { result } = await runSite(
    {
      'library/noisy': `#!/bin/sh\necho odd >&2\necho '{"changed": false}'\n`,
      'site.yml': '[{hosts: a, tasks: [{name: t, noisy: , async: 20, poll: 1}, {name: plain, noisy: }]}]',
    },
    { differs: 'the program runs on without a shell there' },
  )
  expect(result('t')).toMatchObject({ changed: false, stderr: 'odd\n', stderr_lines: ['odd'] })
  expect(result('plain')).not.toHaveProperty('stderr')
})
