import { expect, it } from 'vitest'
import { runSite } from '../../rig/run-site.ts'

const warnings = async (entry: string, compat: '2.14' | '2.18'): Promise<readonly string[]> => {
  const files = { 'site.yml': `[{hosts: a, roles: [${entry}]}]`, 'roles/r/tasks/main.yml': '[{debug: }]' }
  const { notices } = await runSite(files, { compat, differs: 'versions differ' })
  return notices.flatMap((notice) => /reserved name: (.*)/.exec(notice)?.slice(1) ?? [])
}

it('warns of variables that the entry of a role gives it under the names of keywords and of functions', async () => {
  expect(await warnings('{role: r, vars: {port: 1, lookup: 2, mine: 3}}', '2.14')).toEqual(['port', 'lookup'])
})

it.each([
  ['2.14', []],
  ['2.18', ['hosts', 'lookup']],
] as const)('warns of such parameters with the rules of %s: %j', async (compat, names) => {
  expect(await warnings('{role: r, port: 22, hosts: a, lookup: b, mine: c}', compat)).toEqual(names)
})
