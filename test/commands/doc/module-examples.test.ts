import { describe, expect, it } from 'vitest'
import { moduleExamples } from '../../../src/commands/doc/module-examples.ts'
import { optionErrors } from '../../../src/modules/kit/parse-options.ts'
import { loadModule, moduleNames } from '../../../src/modules/registry.ts'
import { keywordsOf } from '../../../src/playbook/keywords/keywords.ts'
import { moduleNameOf } from '../../../src/playbook/modules/module-names.ts'
import { type Dict, isDict, Template, type Value } from '../../../src/values.ts'
import { loadYaml } from '../../../src/yaml/load.ts'

const documented = [...moduleNames()].filter((name) => moduleExamples(name) !== undefined)
const keywords = new Set([...Object.keys(keywordsOf.Task), 'until', 'retries', 'delay', 'async', 'poll'])

const tasksOf = (name: string): readonly Dict[] => loadYaml(moduleExamples(name)!, { file: name }) as Dict[]
const actionOf = (task: Dict): readonly [string, Value] => {
  const [entry] = [...task].filter(([key]) => !keywords.has(String(key)))
  return [moduleNameOf(String(entry![0])), entry![1]]
}
const literal = (options: Dict): Dict => new Map([...options].filter(([, value]) => !(value instanceof Template)))

describe('the examples', () => {
  it('are there for the modules that playbooks use most', () => {
    expect(documented.length).toBeGreaterThan(50)
    expect(moduleExamples('nothing')).toBeUndefined()
  })

  it.each(documented)('of %s are tasks with it, each with a name', (name) => {
    const tasks = tasksOf(name)
    expect(tasks.map((task) => typeof task.get('name'))).toEqual(tasks.map(() => 'string'))
    expect(tasks.map((task) => actionOf(task)[0])).toContain(name)
  })

  it.each(documented)('of %s have options that there are', async (name) => {
    for (const task of tasksOf(name)) {
      const [action, options] = actionOf(task)
      const module = await loadModule(action)!
      if (!isDict(options) || module.anyOption) continue
      const known = optionErrors({ ...module, rules: {} }, literal(options)).filter((one) => !/^missing/.test(one))
      expect(known).toEqual([])
      for (const option of options.keys())
        expect([
          ...Object.keys(module.options),
          ...Object.values(module.options).flatMap((one) => one.aliases),
        ]).toContain(option)
    }
  })
})
