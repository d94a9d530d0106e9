/** What the persistent shells of a host must do, over whatever connection and with whatever `/bin/sh`. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../src/remote/answer.ts'
import { RemoteFailure } from '../../src/remote/failure.ts'
import { command } from '../../src/remote/queries/command.ts'
import type { RemoteHost, RemoteShell } from '../../src/remote/remote-host.ts'
import { ShellScript, sh } from '../../src/remote/sh.ts'

/** Runs the contract for hosts that are opened by `open`; they see this machine's files. */
export const shellContract = (name: string, open: () => Promise<RemoteHost>): void => {
  describe(`the shell of ${name}`, () => {
    let host: RemoteHost
    let shell: RemoteShell
    let directory: string
    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
      host = await open()
      shell = host.as({})
    })
    afterAll(async () => {
      await host.close()
      rmSync(directory, { recursive: true, force: true })
    })
    const run = async (text: string, stdin?: Buffer) => {
      const [answer] = await shell.exchange([{ script: ShellScript.trusted(text), stdin }])
      return shown(answer)
    }

    it('gives output, errors and status of a script', async () => {
      expect(await run('echo out; echo err >&2; exit 7')).toEqual(['out\n', 'err\n', 7])
    })

    it('runs light scripts alike', async () => {
      const script = sh`echo out; echo err >&2; exit 7`
      const [answer] = await shell.exchange([{ script, light: true }])
      expect(shown(answer)).toEqual(['out\n', 'err\n', 7])
    })

    it('gives output that does not end in a newline', async () => {
      expect(await run('printf out; printf err >&2')).toEqual(['out', 'err', 0])
    })

    it('takes and gives any bytes', async () => {
      const bytes = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, i) => i)), randomBytes(9000)])
      const [both] = await shell.exchange([{ script: sh`tee /dev/stderr`, stdin: bytes }])
      expect(both?.stdout.equals(bytes)).toBe(true)
      expect(both?.stderr.equals(bytes)).toBe(true)
    })

    it('takes standard input that is too long for a script', async () => {
      const bytes = randomBytes(700_000)
      const [answer] = await shell.exchange([{ script: sh`cat`, stdin: bytes }])
      expect(answer?.stdout.equals(bytes)).toBe(true)
    })

    it('gives ten megabytes of output and as many of errors', async () => {
      const [out, err] = await shell.exchange([
        { script: sh`head -c 10000000 /dev/zero` },
        { script: sh`head -c 10000000 /dev/zero >&2` },
      ])
      expect(out?.stdout.length).toBe(10_000_000)
      expect(err?.stderr.length).toBe(10_000_000)
    })

    it('keeps what belongs to each step apart', async () => {
      const answers = await shell.exchange(
        [1, 2, 3, 4].map((n) => ({ script: sh`echo o${n}; echo e${n} >&2; exit ${n}` })),
      )
      expect(answers.map(shown)).toEqual([1, 2, 3, 4].map((n) => [`o${n}\n`, `e${n}\n`, n]))
    })

    it('gives scripts an empty standard input', async () => {
      expect(await run('cat; read line; echo "$? $line"')).toEqual(['1 \n', '', 0])
    })

    it('survives a script with a syntax error', async () => {
      const [[, stderr, status], after] = [await run('echo "'), await run('echo still here')]
      expect(stderr).toMatch(/syntax|unterminated|unexpected/i)
      expect(status).not.toBe(0)
      expect(after).toEqual(['still here\n', '', 0])
    })

    it('survives a light script with a syntax error', async () => {
      const [broken, after] = await shell.exchange([
        { script: ShellScript.trusted('if then ('), light: true },
        { script: sh`echo still here`, light: true },
      ])
      expect(broken?.status).not.toBe(0)
      expect(shown(after)).toEqual(['still here\n', '', 0])
    })

    it('keeps no state from one script to the next', async () => {
      await shell.exchange([
        { script: sh`cd /; x=1; umask 0; set -eu; exec >/dev/null; trap 'echo bye' EXIT`, light: true },
      ])
      expect(await run('echo "[$x]"; false; echo on')).toEqual(['[]\non\n', '', 0])
    })

    it('does not show its own variables to a script', async () => {
      const [stdout] = await run('set; env')
      expect(stdout).not.toContain('__rb')
    })

    it('tells the signal that ended a script', async () => {
      expect(await run('kill -KILL $$')).toEqual(['', '', 137])
    })

    it('does not wait for what a script leaves in the background, nor mix its output into later answers', async () => {
      await run(`mkfifo ${directory}/gate`)
      const [second] = await run(`{ read x <${directory}/gate; echo late; echo late >&2; } & echo second`)
      expect(second).toBe('second\n')
      expect(await run(`echo go >${directory}/gate; echo third`)).toEqual(['third\n', '', 0])
      expect(await run('echo fourth')).toEqual(['fourth\n', '', 0])
    })

    it('passes guarded steps over once one has failed', async () => {
      const answers = await shell.exchange([
        { script: sh`true`, guarded: true },
        { script: sh`false` },
        { script: sh`exit 4`, guarded: true },
        { script: sh`echo never`, guarded: true },
        { script: sh`echo always` },
      ])
      expect(answers.map((answer) => answer?.status)).toEqual([0, 1, 4, undefined, 0])
    })

    it('gives scripts an environment and a directory', async () => {
      const environment = new Map([
        ['GREETING', `it's "$HOME" \\ and\nmore`],
        ['EMPTY', ''],
      ])
      const answers = await shell.exchange(
        [true, false].map((light) => ({ script: sh`printf '%s|%s|%s' "$GREETING" "$EMPTY" "$(pwd)"`, light })),
        { environment, directory: '/usr' },
      )
      expect(answers.map((answer) => String(answer?.stdout))).toEqual(Array(2).fill(`it's "$HOME" \\ and\nmore||/usr`))
    })

    it('says so when the directory is not there', async () => {
      const [answer] = await shell.exchange([{ script: sh`echo never` }], { directory: '/nonexistent/place' })
      expect(answer?.status).not.toBe(0)
      expect(String(answer?.stdout)).toBe('')
      expect(String(answer?.stderr)).toContain('/nonexistent/place')
    })

    it('ends what outlives its time limit, with its process group', async () => {
      const pidFile = join(directory, 'pid')
      const answers = await shell.exchange(
        [
          { script: sh`echo started; (echo $$ >${pidFile}; sleep 1000; echo never); echo never` },
          { script: sh`echo never`, guarded: true },
          { script: sh`echo never` },
        ],
        { timeout: 0.2 },
      )
      expect(shown(answers[0])).toEqual(['started\n', '', 124])
      expect(answers.slice(1)).toEqual([undefined, undefined])
      expect(isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false)
      expect(await run('echo on')).toEqual(['on\n', '', 0])
    })

    it('ends a light script that outlives its time limit', async () => {
      const [answer] = await shell.exchange([{ script: sh`echo started; sleep 1000`, light: true }], { timeout: 0.2 })
      expect(shown(answer)).toEqual(['started\n', '', 124])
    })

    it('ends a script that is aborted and rejects with the reason', async () => {
      const controller = new AbortController()
      const pidFile = join(directory, 'aborted')
      const exchange = shell.exchange([{ script: sh`echo $$ >${pidFile}; sleep 1000` }], { signal: controller.signal })
      await run(`while [ ! -s ${pidFile} ]; do :; done`)
      controller.abort(new Error('enough'))
      await expect(exchange).rejects.toThrow('enough')
      expect(isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false)
    })

    it('runs as many exchanges at once as it has shells, and the rest after them', async () => {
      const texts = Array.from({ length: 20 }, (_, i) => `answer ${i}`)
      const answers = await Promise.all(texts.map((text) => shell.exchange([{ script: sh`echo ${text}` }])))
      expect(answers.map(([answer]) => String(answer?.stdout).trim())).toEqual(texts)
    })

    it('asks the same question once', async () => {
      const file = join(directory, 'asked')
      const question = command(sh`echo asked >>${file}; wc -l <${file}`)
      const { a, b } = await shell.ask({ a: question, b: question })
      expect([a, b].map((answer) => Number(answer.stdout))).toEqual([1, 1])
    })

    describe('writes a file', () => {
      const path = () => join(directory, 'file')
      const write = async (parts: object) => {
        const [answer] = await shell.exchange([{ write: { path: path(), content: Buffer.from('new\n'), ...parts } }])
        return shown(answer)
      }
      const fresh = (text: string, mode = 0o640) => {
        rmSync(path(), { recursive: true, force: true })
        writeFileSync(path(), text, { mode })
      }
      const leftOver = () => readdirSync(directory).filter((file) => file.startsWith('.runbook-'))

      it.each([0, 1, 5000, 65_537, 3_000_000])('of %i bytes', async (size) => {
        const content = randomBytes(size)
        expect(await write({ content })).toEqual(['', '', 0])
        expect(readFileSync(path()).equals(content)).toBe(true)
        expect(leftOver()).toEqual([])
      })

      it('that is streamed from a local file', async () => {
        const source = join(directory, 'source')
        writeFileSync(source, randomBytes(2_000_000))
        expect(await write({ content: { localFile: source }, mode: 0o600 })).toEqual(['', '', 0])
        expect(digest(path())).toBe(digest(source))
        expect(statSync(path()).mode & 0o7777).toBe(0o600)
      })

      it('with the mode that is asked for', async () => {
        await write({ mode: 0o4711 })
        expect(statSync(path()).mode & 0o7777).toBe(0o4711)
      })

      it('with the mode of the one it replaces', async () => {
        fresh('old', 0o751)
        await write({})
        expect(statSync(path()).mode & 0o7777).toBe(0o751)
        expect(readFileSync(path(), 'utf8')).toBe('new\n')
      })

      it('with what the umask gives when it is new', async () => {
        rmSync(path(), { force: true })
        await shell.exchange([{ write: { path: path(), content: Buffer.from('x') } }])
        expect(statSync(path()).mode & 0o7777).toBe(0o666 & ~process.umask())
      })

      it('as a new one: a reader of the old one keeps it', async () => {
        fresh('old')
        const before = statSync(path()).ino
        await write({})
        expect(statSync(path()).ino).not.toBe(before)
      })

      it('in place of a link, not through it', async () => {
        const target = join(directory, 'target')
        writeFileSync(target, 'target')
        rmSync(path(), { force: true })
        symlinkSync(target, path())
        await write({})
        expect(readFileSync(target, 'utf8')).toBe('target')
        expect(readFileSync(path(), 'utf8')).toBe('new\n')
      })

      it('keeping a copy of the old one', async () => {
        fresh('old')
        const backup = join(directory, 'backup')
        await write({ backup })
        expect(readFileSync(backup, 'utf8')).toBe('old')
        expect(readFileSync(path(), 'utf8')).toBe('new\n')
      })

      it('only when it proves valid', async () => {
        fresh('old')
        expect(await write({ validate: 'grep -q new %s' })).toEqual(['', '', 0])
        const answer = await write({ validate: 'sh -c "echo why; echo no good >&2; exit 3" %s' })
        expect(answer).toEqual(['why\n', 'failed to validate: rc:3 error:no good\n', 1])
        expect(readFileSync(path(), 'utf8')).toBe('new\n')
        expect(leftOver()).toEqual([])
      })

      it('but not in a directory that is not there', async () => {
        const [, stderr, status] = await write({ path: join(directory, 'missing', 'file') })
        expect([stderr, status]).toEqual([`Destination directory ${directory}/missing does not exist\n`, 1])
      })

      it('but not in place of a directory', async () => {
        const [, stderr, status] = await write({ path: directory })
        expect([stderr, status]).toEqual([`${directory} is a directory\n`, 1])
      })

      it('that is large only after the steps before it, and not once a guarded one failed', async () => {
        const place = join(directory, 'made')
        const content = randomBytes(200_000)
        const answers = await shell.exchange([
          { script: sh`mkdir ${place}`, guarded: true },
          { write: { path: join(place, 'large'), content }, guarded: true },
          { script: sh`exit 5`, guarded: true },
          { write: { path: join(place, 'never'), content }, guarded: true },
          { script: sh`ls ${place}` },
        ])
        expect(answers.map((answer) => answer?.status)).toEqual([0, 0, 5, undefined, 0])
        expect(String(answers[4]?.stdout)).toBe('large\n')
      })

      it('with odd characters in its name', async () => {
        const odd = join(directory, `-odd 'n"a$me\\ \n*`)
        expect(await write({ path: odd })).toEqual(['', '', 0])
        expect(readFileSync(odd, 'utf8')).toBe('new\n')
      })
    })

    describe('downloads', () => {
      it('a file of any size', async () => {
        const file = join(directory, 'download')
        writeFileSync(file, randomBytes(3_000_001))
        const { sink, content } = memory()
        await shell.download(file, sink)
        expect(content().equals(readFileSync(file))).toBe(true)
      })

      it('or says why not', async () => {
        const missing = shell.download(join(directory, 'nowhere'), memory().sink)
        await expect(missing).rejects.toThrow('No such file or directory')
        await expect(missing).rejects.toBeInstanceOf(RemoteFailure)
      })
    })

    it('has a temporary directory that goes when the host is closed', async () => {
      const own = await open()
      const path = await own.as({}).temporaryDirectory()
      expect(await own.as({}).temporaryDirectory()).toBe(path)
      expect(statSync(path).mode & 0o7777).toBe(0o700)
      await own.close()
      expect(() => statSync(path)).toThrow('ENOENT')
    })
  })
}

/** An answer as plain values. */
export const shown = (answer: Answer | undefined): [string, string, number] => {
  if (!answer) throw new Error('the step was passed over')
  return [String(answer.stdout), String(answer.stderr), answer.status]
}

const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

const memory = () => {
  const chunks: Buffer[] = []
  const sink = new Writable({
    highWaterMark: 1000,
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk)
      setImmediate(done)
    },
  })
  return { sink, content: () => Buffer.concat(chunks) }
}

/** True for a process that has not ended (a zombie has). */
const isRunning = (pid: number): boolean => {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
