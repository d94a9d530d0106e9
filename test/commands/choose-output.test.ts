import { describe, expect, test } from 'vitest'
import { chooseOutput } from '../../src/commands/choose-output.ts'
import { parsePlaybookArguments } from '../../src/commands/playbook.ts'
import { Config } from '../../src/config/config.ts'

const choose = (args: readonly string[], env: Record<string, string> = {}, isTerminal = false) => {
  const config = new Config({ ANSIBLE_CONFIG: '/nowhere', ...env }, '/', () => {})
  return chooseOutput(parsePlaybookArguments([...args, 'site.yml'])!, config, isTerminal)
}

describe('chooseOutput', () => {
  test.each([
    [[], {}, false, 'plain'],
    [[], {}, true, 'tui'],
    [['-v'], {}, true, 'plain'],
    [['--list-hosts'], {}, true, 'plain'],
    [['--output', 'plain'], {}, true, 'plain'],
    [['--output', 'json'], {}, true, 'ndjson'],
    [[], { ANSIBLE_STDOUT_CALLBACK: 'default' }, true, 'plain'],
    [[], { ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json' }, true, 'json'],
    [['--output', 'tui'], { ANSIBLE_STDOUT_CALLBACK: 'oneline' }, true, 'tui'],
  ])('of %o with %o on a terminal (%s) it chooses %s', (args, env, isTerminal, name) => {
    expect(choose(args, env as Record<string, string>, isTerminal).name).toBe(name)
  })

  test('shows results as YAML for the callback of that name', () => {
    expect(choose([], { ANSIBLE_STDOUT_CALLBACK: 'community.general.yaml' })).toMatchObject({
      name: 'plain',
      yaml: true,
    })
  })

  test.each([
    ['debug', { debug: true, skippy: false }],
    ['ansible.posix.debug', { debug: true, skippy: false }],
    ['ansible.posix.skippy', { debug: false, skippy: true }],
  ])('takes %s for a way of the default output', (callback, how) => {
    expect(choose([], { ANSIBLE_STDOUT_CALLBACK: callback })).toMatchObject({ name: 'plain', warnings: [], ...how })
  })

  test('takes the callbacks that are enabled for add-ons and a report, and warns of those it lacks', () => {
    const choice = choose([], { ANSIBLE_CALLBACKS_ENABLED: 'timer, ansible.posix.profile_tasks, junit, mail' })
    expect(choice).toMatchObject({ addOns: ['timer', 'profile_tasks'], junit: true })
    expect(choice.warnings).toEqual([expect.stringContaining('"mail"')])
  })

  test('has a folder for results where the callback tree is enabled', () => {
    expect(choose([])).toMatchObject({ tree: undefined })
    const env = { ANSIBLE_CALLBACKS_ENABLED: 'ansible.builtin.tree', ANSIBLE_CALLBACK_TREE_DIR: '/srv/results' }
    expect(choose([], env)).toMatchObject({ tree: '/srv/results', warnings: [] })
  })

  test('warns of an unknown callback and shows the run all the same', () => {
    const choice = choose([], { ANSIBLE_STDOUT_CALLBACK: 'dense' })
    expect(choice.name).toBe('plain')
    expect(choice.warnings).toEqual([expect.stringContaining('"dense"')])
  })
})
