import { expect, it } from 'vitest'
import { type PythonRun, runPython } from '../../../src/modules/programs/run-python.ts'
import type { Answer } from '../../../src/remote/answer.ts'
import type { RemoteShell, Step } from '../../../src/remote/remote-host.ts'
import { dict } from '../../../src/values.ts'

const answer = (status = 0, stdout = '{}'): Answer => ({ stdout: Buffer.from(stdout), stderr: Buffer.from(''), status })

let hosts = 0

/** A host that answers each step of an exchange with the next status; steps after a failure are passed over. */
const shell = (...statuses: number[]) => {
  const exchanges: (readonly Step[])[] = []
  const directory = `/home/${hosts++}`
  const remote: RemoteShell = {
    exchange: async (steps) => {
      exchanges.push(steps)
      let failed = false
      return steps.map(() => {
        if (failed) return undefined
        const status = statuses.shift() ?? 0
        failed = status !== 0
        return answer(status)
      })
    },
    temporaryDirectory: async () => directory,
    ask: () => Promise.reject(new Error('not asked')),
    download: () => Promise.reject(new Error('not asked')),
  }
  return { remote, exchanges, directory }
}

const run: PythonRun = {
  program: {
    name: 'ansible.modules.greet',
    archive: { name: 'abc', content: Buffer.from('zip') },
    missing: [{ name: 'ansible.module_utils.odd', file: 'library/greet.py', line: 3 }],
  },
  arguments: dict({ name: 'you' }),
  interpreter: 'auto',
  openFiles: 0,
}

const call = (remote: RemoteShell, given: Partial<PythonRun> = {}, variables: Record<string, string> = {}) =>
  runPython(
    {
      remote,
      host: 'web1',
      variables: {
        get: (name: string) => variables[name],
        evaluate: (value: unknown) => value,
      } as never,
      environment: new Map(),
      signal: new AbortController().signal,
    },
    { ...run, ...given },
  )

const written = (steps: readonly Step[]) => steps.flatMap((step) => ('write' in step ? [step.write.path] : []))
const scripts = (steps: readonly Step[]) => steps.flatMap((step) => ('script' in step ? [step.script.text] : []))
const asked = (steps: readonly Step[]) => {
  const last = steps.at(-1)!
  return JSON.parse(String('script' in last && last.stdin))
}

it('sends the library and the module with the first task only', async () => {
  const { remote, exchanges, directory } = shell()
  await call(remote)
  await call(remote)
  expect(exchanges.map((steps) => steps.length)).toEqual([4, 1])
  expect(written(exchanges[0]!)).toEqual([
    expect.stringMatching(new RegExp(`^${directory}/python-[0-9a-f]{16}\\.zip$`)),
    `${directory}/abc.zip`,
  ])
  await call(remote, { program: { ...run.program, archive: { name: 'def', content: Buffer.from('zip') } } })
  expect(written(exchanges[2]!)).toEqual([`${directory}/def.zip`])
})

it('gives arguments on standard input, with what is missing and where', async () => {
  const { remote, exchanges } = shell()
  await call(remote)
  expect(asked(exchanges[0]!)).toEqual({
    module: 'ansible.modules.greet',
    archive: '../abc.zip',
    arguments: { name: 'you' },
    open_files: 0,
    missing: [
      {
        name: 'ansible.module_utils.odd',
        file: 'library/greet.py',
        line: 3,
        host: 'web1',
        module: 'ansible.modules.greet',
      },
    ],
  })
})

it('sends them again after they could not be put into place', async () => {
  const { remote, exchanges } = shell(0, 127)
  expect((await call(remote)).status).toBe(127)
  expect((await call(remote)).status).toBe(0)
  expect(exchanges.map((steps) => steps.length)).toEqual([4, 4])
})

it('sends them once for tasks that begin together', async () => {
  const { remote, exchanges } = shell()
  await Promise.all([call(remote), call(remote), call(remote)])
  expect(exchanges.map((steps) => steps.length)).toEqual([4, 1, 1])
})

it.each([
  ['auto', {}, /^p=\/usr\/bin\/python3\n/],
  ['/opt/python', {}, /^\/opt\/python \/home/],
  ['auto', { ansible_python_interpreter: '/opt/py -E' }, /^\/opt\/py -E \/home/],
  ['/opt/python', { ansible_python_interpreter: '' }, /^\/opt\/python \/home/],
  ['/opt/python', { ansible_python_interpreter: 'auto_silent' }, /^p=\/usr\/bin\/python3\n/],
  ['auto_legacy', { ansible_python_interpreter: 'auto' }, /^p=\/usr\/bin\/python3\n/],
])('by the setting %s and %j takes an interpreter', async (interpreter, variables, start) => {
  const { remote, exchanges } = shell()
  await call(remote, { interpreter }, variables)
  expect(scripts(exchanges[0]!).at(-1)).toMatch(start)
})
