import { expect, test } from 'vitest'
import setStats from '../../src/modules/set_stats.ts'
import { dict } from '../../src/values.ts'
import { runAction } from './rig.ts'

test('figures are handed over', async () => {
  const data = dict({ a: 1 })
  const { result, stats } = await runAction(setStats, { options: { data, per_host: true } })
  expect(stats).toEqual({ data, perHost: true, aggregate: true })
  expect(result).toEqual(dict({ changed: false, ansible_stats: dict({ data, per_host: true, aggregate: true }) }))
})

test('a name that no variable may have fails', async () => {
  const { result } = await runAction(setStats, { options: { data: dict({ 'a b': 1 }) } })
  expect(result.get('msg')).toContain("The variable name 'a b' is not valid.")
})

test('what is no boolean counts as no, and data must be a dictionary', async () => {
  const { stats } = await runAction(setStats, { options: { data: new Map(), aggregate: 'x' } })
  expect(stats?.aggregate).toBe(false)
  const { result } = await runAction(setStats, { options: { data: [1] } })
  expect(result.get('msg')).toBe("The 'data' option needs to be a dictionary/hash")
})
