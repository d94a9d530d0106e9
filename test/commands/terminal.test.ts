import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { folderWith } from './rig.ts'

const folder = folderWith({
  'main.ts': `
    import { PassThrough } from 'node:stream'
    import { openTerminal } from '${join(import.meta.dirname, '../../src/commands/terminal.ts')}'
    const signal = new AbortController()
    const terminal = openTerminal(() => undefined, signal.signal)
    const wanted = process.argv.slice(2)
    const typed = wanted[0] === 'typed' ? wanted[1] : undefined
    if (typed !== undefined) {
      const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keys })
      Object.defineProperty(process, 'stdin', { value: keys })
      setImmediate(async () => {
        for (const key of typed) {
          keys.write(key)
          await new Promise(setImmediate)
        }
        if (wanted.includes('hangup')) keys.end()
        if (wanted.includes('signal')) signal.abort()
      })
    }
    const told = await (wanted.includes('question')
      ? terminal.prompt({
          text: 'Sure? ',
          echo: true,
          takesInput: wanted.includes('input'),
          resumes: wanted.includes('resumes'),
          seconds: wanted.includes('timed') ? 600 : undefined,
        })
      : terminal
          .askPasswords({ askPass: wanted.includes('-k'), askBecomePass: wanted.includes('-K') })
          .then(({ connection, become }) => connection?.reveal() + ' ' + become?.reveal())
    ).catch((error: Error) => error.message)
    process.stdout.write(told)
  `,
})

beforeAll(() => {
  const entry = { entryPoints: [join(folder, 'main.ts')], outfile: join(folder, 'main.mjs') }
  buildSync({ ...entry, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' })
})

const alone = (input: string, ...args: readonly string[]) =>
  spawnSync('setsid', ['-w', 'node', join(folder, 'main.mjs'), ...args], { input, encoding: 'utf8' })

describe('without a terminal', () => {
  it.each([
    ['-k', 'one\n', 'one undefined'],
    ['-K', 'one\n', 'undefined one'],
    ['-k -K', 'one\ntwo\n', 'one two'],
    ['-k -K', 'one\n\n', 'one one'],
  ])('passwords of %s are lines of %j', (args, input, told) => {
    expect(alone(input, ...args.split(' ')).stdout).toBe(told)
  })

  it('goes on without a password that nobody gives', () => {
    const { stdout, stderr } = alone('', '-k', '-K')
    expect(stdout).toBe('undefined undefined')
    expect(stderr).toContain('[WARNING]: there is no terminal to ask at: SSH password; going on without it')
    expect(alone('one\n', '-k', '-K').stdout).toBe('one undefined')
  })

  it('answers a question from the input only where that is meant', () => {
    expect(alone('yes\n', 'question', 'input').stdout).toBe('yes')
    expect(alone('yes\n', 'question').stdout).toBe('there is no terminal to ask at: Sure?')
    expect(alone('', 'question', 'input').stdout).toBe('there is no terminal to ask at: Sure?')
  })
})

describe('at a terminal', () => {
  const typed = (keys: string, ...args: readonly string[]) => alone('', 'typed', keys, 'question', ...args).stdout

  it('a question is answered by a line', () => {
    expect(typed('yes\r')).toBe('yes')
  })

  it('Ctrl+C ends the run', () => {
    expect(typed('ye\u0003')).toBe('User interrupted execution')
  })

  it('Ctrl+C asks at a pause, and only C and A answer', () => {
    expect(typed('ye\u0003xA', 'resumes')).toBe('user requested abort!')
    expect(typed('ye\u0003xc', 'resumes')).toBe('')
    expect(typed('\r\u0003a', 'resumes')).toBe('')
  })

  it('a line does not end a pause that has a time', () => {
    expect(typed('\r\u0003a', 'resumes', 'timed')).toBe('user requested abort!')
  })

  it('a signal gives up a question, and a pause', () => {
    const interrupted = 'User interrupted execution'
    expect(typed('ye', 'signal')).toBe(interrupted)
    expect(typed('ye', 'resumes', 'timed', 'signal')).toBe(interrupted)
    expect(typed('ye\u0003', 'resumes', 'signal')).toBe(interrupted)
  })

  it('nobody answers where the terminal is gone', () => {
    expect(typed('', 'hangup')).toBe('there is no terminal to ask at: Sure?')
  })
})
