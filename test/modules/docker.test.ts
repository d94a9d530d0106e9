import { expect, test } from 'vitest'
import docker from '../../src/modules/docker.ts'
import { parseOptions } from '../../src/modules/kit/parse-options.ts'
import { type Dict, dict, fromPlain } from '../../src/values.ts'

const parsed = (written: Record<string, unknown>) =>
  parseOptions(docker, fromPlain({ image: 'nginx', ...written }) as Dict).options as never

const running = {
  Image: '1',
  Config: { Image: 'nginx:latest', Env: [] },
  HostConfig: {},
  State: { Running: true },
}
const summaries = (written: Record<string, unknown>, container: unknown = null) => {
  const answers = { container, image: { Id: '1' }, registry: null }
  const planned = [...docker.plan(parsed(written), answers as never, undefined)]
  return planned.map((change) => ('summary' in change ? change.summary : change.message))
}

test('a container is called by its image unless told', () => {
  expect(docker.inspect(parsed({ image: 'me/app:1' }), undefined)).toMatchObject({
    container: { key: 'docker container  me_app' },
  })
  expect(summaries({ image: 'me/app:1' })).toEqual(['create the container (me_app)', 'start the container (me_app)'])
})

test('old names of options mean the new ones', () => {
  const [create] = [
    ...docker.plan(
      parsed({
        ports: ['127.0.0.1:8081:9001/udp'],
        memory_limit: '1k',
        net: 'host',
        dns: ['1.1.1.1'],
        links: ['db:db'],
      }),
      { container: null, image: { Id: '1' }, registry: null } as never,
      undefined,
    ),
  ]
  const text = JSON.stringify(create)
  for (const part of ['9001/udp', '\\"Memory\\":1024', '\\"NetworkMode\\":\\"host\\"', '1.1.1.1', '/db:/nginx/db']) {
    expect(text.replaceAll('\\\\', '\\')).toContain(part)
  }
})

test.each<[Record<string, unknown>, string[]]>([
  [{ state: 'reloaded' }, []],
  [{ state: 'running' }, []],
  [{ state: 'restarted' }, ['restart the container (nginx)']],
  [{ state: 'stopped' }, ['stop the container (nginx)']],
  [{ state: 'killed' }, ['kill the container (nginx)']],
  [{ state: 'absent' }, ['stop the container (nginx)', 'remove the container (nginx)']],
  [
    { state: 'reloaded', env: { A: 1 } },
    [
      'stop the container (nginx)',
      'remove the container (nginx)',
      'make the container anew (nginx)',
      'start the container (nginx)',
    ],
  ],
])('%o', (written, expected) => {
  expect(summaries(written, running)).toEqual(expected)
})

test('more than one container is refused', () => {
  expect(() => summaries({ count: 2 })).toThrow('use a loop instead of count')
})

test('the result is a list of containers', () => {
  const result = docker.returns?.({ options: { state: 'started' }, after: { container: { Name: '/n' } } } as never)
  expect(result).toEqual(dict({ containers: [dict({ Name: '/n' })] }))
})
