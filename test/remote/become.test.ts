import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { becomePlan, isPrompt } from '../../src/remote/become.ts'
import { BecomeFailure } from '../../src/remote/failure.ts'
import { openHost } from '../../src/remote/open-host.ts'
import type { Become, RemoteHost } from '../../src/remote/remote-host.ts'
import { sh } from '../../src/remote/sh.ts'
import { Secret } from '../../src/values.ts'
import { type LoginRig, startLogin } from '../rig/ssh-settings.ts'
import { shown } from './shell-contract.ts'

describe('the command line of', () => {
  const plan = (parts: Partial<Become> & { method: string }) => becomePlan({ user: 'root', ...parts }, 'MARK').command

  it('sudo without a password never asks', () => {
    expect(plan({ method: 'sudo' })).toBe('exec sudo -H -S -n -u root /bin/sh')
  })

  it('sudo with a password asks on a prompt of our own', () => {
    expect(plan({ method: 'sudo', password: new Secret('x') })).toBe(
      `exec sudo -H -S -p '[runbook] sudo password:' -u root /bin/sh -c 'echo MARK; exec /bin/sh'`,
    )
  })

  it('sudo with other flags and another program', () => {
    expect(plan({ method: 'sudo', exe: '/opt/bin/sudo', flags: '-nE', user: "o'neil" })).toBe(
      `exec /opt/bin/sudo -nE -u 'o'\\''neil' /bin/sh`,
    )
    expect(plan({ method: 'sudo', flags: '-En', password: new Secret('x') })).toContain('sudo -E -S -p')
  })

  it('su', () => {
    expect(plan({ method: 'su', flags: '-l' })).toBe(`exec su -l root -c 'echo MARK; exec /bin/sh'`)
  })

  it('a method that is not known is refused by name', () => {
    expect(() => plan({ method: 'pfexec' })).toThrow('the become method "pfexec" is not supported')
  })
})

describe('a prompt', () => {
  it.each(['Password: ', 'Mot de passe :', '密码：', '[sudo] password for x:'])('is %j', (text) => {
    expect(isPrompt(text)).toBe(true)
  })

  it.each(['Password: \n', 'Last login: today', ''])('is not %j', (text) => {
    expect(isPrompt(text)).toBe(false)
  })
})

/** Stands for sudo, su and doas: asks as they do, and runs the command when the password is right. */
const pretender = `#!/bin/sh
ask=1 method=$(basename "$0") user= command=
while [ $# -gt 0 ]; do
  case $1 in
    -n) ask= ;;
    -u) user=$2; shift ;;
    -p) prompt=$2; shift ;;
    -c) command=$2; shift ;;
    -*) ;;
    *) [ "$method" = su ] && [ -z "$user" ] && user=$1 || break ;;
  esac
  shift
done
export BECAME="$method $user"
run() { if [ -n "$command" ]; then exec /bin/sh -c "$command"; else exec "$@"; fi; }
[ "$user" = free ] && run "$@"
if [ "$user" = stranger ]; then echo "tester is not in the sudoers file." >&2; exit 1; fi
if [ -z "$ask" ]; then echo "$method: a password is required" >&2; exit 1; fi
printf '%s' "\${prompt:-Password: }" >&2
IFS= read -r answer
[ "$answer" = 'right one' ] && run "$@"
if [ "$method" = su ]; then echo "su: Authentication failure" >&2; exit 1; fi
printf 'Sorry, try again.\\n%s' "\${prompt:-Password: }" >&2
IFS= read -r answer
echo "$method: 2 incorrect password attempts" >&2
exit 1
`

describe('becoming another user', () => {
  let directory: string
  let rig: LoginRig
  let host: RemoteHost
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'runbook-test-'))
    for (const method of ['sudo', 'su', 'doas']) {
      writeFileSync(join(directory, method), pretender)
      chmodSync(join(directory, method), 0o755)
    }
    rig = await startLogin({ environment: { ...process.env, PATH: `${directory}:${process.env.PATH}` } })
    host = openHost(rig.settings)
  })
  afterAll(async () => {
    await host.close()
    await rig.close()
    rmSync(directory, { recursive: true })
  })

  const became = async (become: Become) => {
    const [answer] = await host.as({ become }).exchange([{ script: sh`echo "$BECAME"; cat` }])
    return shown(answer)
  }
  const failure = async (become: Become) => {
    const error = await became(become).then(
      () => new Error('it worked'),
      (reason: Error) => reason,
    )
    expect(error).toBeInstanceOf(BecomeFailure)
    return error.message
  }
  const right = new Secret('right one')
  const wrong = new Secret('wrong one')

  it.each(['sudo', 'su', 'doas'])('works through %s where no password is needed', async (method) => {
    expect(await became({ method, user: 'free' })).toEqual([`${method} free\n`, '', 0])
  })

  it.each(['sudo', 'su', 'doas'])('works through %s with a password that is not asked for', async (method) => {
    expect(await became({ method, user: 'free', password: right })).toEqual([`${method} free\n`, '', 0])
  })

  it.each(['sudo', 'su'])('works through %s with the right password', async (method) => {
    expect(await became({ method, user: 'root', password: right })).toEqual([`${method} root\n`, '', 0])
  })

  it.each(['sudo', 'su'])('tells a missing %s password', async (method) => {
    expect(await failure({ method, user: 'root' })).toBe(`Missing ${method} password`)
  })

  it('tells a missing password when sudo may ask', async () => {
    expect(await failure({ method: 'sudo', user: 'root', flags: '-H' })).toBe('Missing sudo password')
  })

  it.each(['sudo', 'su'])('tells a wrong %s password', async (method) => {
    expect(await failure({ method, user: 'root', password: wrong })).toBe(`Incorrect ${method} password`)
  })

  it('tells what sudo said when the user may not', async () => {
    for (const password of [undefined, right])
      expect(await failure({ method: 'sudo', user: 'stranger', password })).toBe(
        "can't become stranger with sudo: tester is not in the sudoers file.",
      )
  })

  it('tells when the program is not there', async () => {
    expect(await failure({ method: 'sudo', user: 'free', exe: 'not-sudo' })).toContain('not-sudo')
  })

  it('keeps the shells of identities apart', async () => {
    const login = await host.as({}).exchange([{ script: sh`echo "[$BECAME]"` }])
    expect(shown(login[0])).toEqual(['[]\n', '', 0])
    expect((await became({ method: 'sudo', user: 'root', password: right }))[0]).toBe('sudo root\n')
  })

  it('streams large files as the other user', async () => {
    const path = join(directory, 'large')
    const become = { method: 'sudo', user: 'root', password: right }
    const [answer] = await host.as({ become }).exchange([{ write: { path, content: Buffer.alloc(200_000, 'x') } }])
    expect(shown(answer)).toEqual(['', '', 0])
  })
})
