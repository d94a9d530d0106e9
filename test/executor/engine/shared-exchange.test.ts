import { expect, it } from 'vitest'
import { SharedExchange } from '../../../src/executor/engine/shared-exchange.ts'
import { RemoteFailure } from '../../../src/remote/failure.ts'
import { type Queries, query } from '../../../src/remote/query.ts'
import type { RemoteShell } from '../../../src/remote/remote-host.ts'
import { sh } from '../../../src/remote/sh.ts'

const question = (key: string) => query({ name: key, key, script: sh`:`, parse: () => key })

/** Answers each query by its key; refuses what is called `bad`. */
const remote = () => {
  const asked: string[][] = []
  const shell = {
    ask: async (queries: Queries) => {
      const all = Object.entries(queries)
      asked.push(all.map(([, { key }]) => key))
      if (all.some(([, { key }]) => key === 'bad')) throw new RemoteFailure('refused')
      return Object.fromEntries(all.map(([name, { key }]) => [name, key]))
    },
  } as unknown as RemoteShell
  return { shell, asked }
}

it('sends once each inspection has asked or left', async () => {
  const { shell, asked } = remote()
  const shared = new SharedExchange(shell, 3)
  const first = shared.ask({ q: question('a') })
  const second = shared.ask({ q: question('b') })
  expect(asked).toEqual([])
  shared.leave()
  expect([await first, await second]).toEqual([{ q: 'a' }, { q: 'b' }])
  expect(asked).toEqual([['a', 'b']])
})

it('answers no questions without asking', async () => {
  const { shell, asked } = remote()
  expect(await new SharedExchange(shell, 2).ask({})).toEqual({})
  expect(asked).toEqual([])
})

it('asks each apart when one is refused', async () => {
  const { shell, asked } = remote()
  const shared = new SharedExchange(shell, 2)
  const good = shared.ask({ q: question('a') })
  const bad = shared.ask({ q: question('bad') })
  await expect(bad).rejects.toThrow('refused')
  expect(await good).toEqual({ q: 'a' })
  expect(asked).toEqual([['a', 'bad'], ['a'], ['bad']])
})
