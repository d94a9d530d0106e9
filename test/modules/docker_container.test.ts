import { expect, test } from 'vitest'
import dockerContainer from '../../src/modules/docker_container.ts'
import { dict } from '../../src/values.ts'
import { container } from './docker-rig.ts'
import { changes } from './plan-rig.ts'

const ask = (written: Record<string, unknown>) => dockerContainer.inspect(container(written) as never, undefined)
const names = (written: Record<string, unknown>) => Object.values(ask(written)).map((query) => query.name)

test('the registry is asked only where it matters', () => {
  expect(names({})).toEqual(['docker container', 'docker image', 'none'])
  expect(names({ pull: 'always' })).toEqual(['docker container', 'docker image', 'docker distribution'])
  expect(names({ state: 'absent' })).toEqual(['docker container', 'none', 'none'])
})

test('a new container is created and started', () => {
  const answers = { container: null, image: { Id: '1' }, registry: null }
  const planned = changes([...dockerContainer.plan(container() as never, answers as never, undefined)])
  expect(planned.map(({ summary }) => summary)).toEqual(['create the container (web)', 'start the container (web)'])
})

test('the result has the container as the engine tells it', () => {
  const result = (state: string) =>
    dockerContainer.returns?.({ options: container({ state }), after: { container: { Name: '/web' } } } as never)
  expect(result('started')).toEqual(dict({ container: dict({ Name: '/web' }) }))
  expect(result('absent')).toEqual(dict({}))
})
