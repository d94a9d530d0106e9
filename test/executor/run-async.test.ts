import { expect, it } from 'vitest'
import { runSite } from '../rig/run-site.ts'

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
