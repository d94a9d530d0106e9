/** Runs the same playbook with ansible-playbook and with runbook, each on fresh hosts of its own, to compare the two. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bootLab, type Lab } from '../lab/lab.ts'
import type { RunOptions } from '../lab/run-program.ts'
import { ansiblePlaybook, type Ran, runbook } from '../rig/runbook.ts'
import { root } from '../rig/source-files.ts'
import { maskVolatile } from './volatile.ts'

/** What to run and what to look at. */
export interface Comparison {
  /** The playbook. What its tasks register is compared, for hosts that have not failed. */
  readonly playbook: string
  /** Further files beside it, where the repository's roles are already: `{ 'templates/a.j2': '…' }`. */
  readonly files?: Readonly<Record<string, string>>
  /** The options of each run, one after the other on the same hosts; one run without options unless told. */
  readonly runs?: readonly (readonly string[])[]
  /** Groups for the inventory: `{ web: ['h1'] }`. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  /** A script that makes each host ready, run as root. */
  readonly setUp?: string
  /** A shell command whose output on each host is its final state. */
  readonly state?: string
  /** Further keys of results whose values may differ. */
  readonly volatile?: readonly string[]
  /** Further options for runbook. */
  readonly forRunbook?: readonly string[]
  /** Further lines of the inventory. */
  readonly inventory?: string
}

/** What one program did. */
export interface Outcome {
  readonly runs: readonly RunOutcome[]
  /** By host. */
  readonly state: Readonly<Record<string, string>>
}

export interface RunOutcome {
  readonly status: number
  readonly recap: Ran['recap']
  /** By host and by the name that was registered. */
  readonly registered: Readonly<Record<string, unknown>>
}

/** What one program printed, run by run: for tests that compare texts. */
export interface Printed {
  readonly reference: readonly string[]
  readonly runbook: readonly string[]
}

/** What both did; equal where runbook does what the reference does. `complaints` is for a person who looks at a difference. */
export interface Compared {
  readonly reference: Outcome
  readonly runbook: Outcome
  readonly complaints: string
  readonly printed: Printed
}

/** Hosts for comparisons. */
export interface ReferenceRig {
  compare(comparison: Comparison): Promise<Compared>
  stop(): Promise<void>
}

/** Boots two sets of identical hosts with Python, called h1, h2, … in both. */
export async function bootReference(hosts = 1): Promise<ReferenceRig> {
  const [forReference, forRunbook] = await Promise.all([bootLab({ python: hosts }), bootLab({ python: hosts })])
  return {
    compare: (comparison) => compareOn({ forReference, forRunbook }, comparison),
    async stop() {
      await Promise.all([forReference.stop(), forRunbook.stop()])
    },
  }
}

/** Runs both programs, each on hosts of its own, side by side. */
export async function compareOn(
  { forReference, forRunbook }: { readonly forReference: Lab; readonly forRunbook: Lab },
  comparison: Comparison,
): Promise<Compared> {
  const [reference, ours] = await Promise.all([
    runAll(pipelining, forReference, comparison),
    runAll((args, options) => runbook([...args, ...(comparison.forRunbook ?? [])], options), forRunbook, comparison),
  ])
  return {
    reference: reference.outcome,
    runbook: ours.outcome,
    complaints: `reference: ${complaintsIn(reference)}\nrunbook: ${complaintsIn(ours)}`,
    printed: { reference: reference.stdout, runbook: ours.stdout },
  }
}

/** The reference in its quicker way. */
const pipelining: Program = (args, options) => ansiblePlaybook(args, { ...options, env: { ANSIBLE_PIPELINING: '1' } })

interface AllRan {
  readonly outcome: Outcome
  readonly stdout: readonly string[]
  readonly stderr: readonly string[]
}

type Program = (args: readonly string[], options?: RunOptions) => Promise<Ran>

async function runAll(program: Program, lab: Lab, comparison: Comparison): Promise<AllRan> {
  const directory = writeProject(lab, comparison)
  try {
    await Promise.all(lab.hosts.map((host) => lab.exec(host, comparison.setUp ?? ':')))
    const ran: Ran[] = []
    for (const options of comparison.runs ?? [[]])
      ran.push(inProject(directory, await program(['-i', 'hosts', 'site.yml', ...options], { cwd: directory })))
    const runs = ran.map(({ status, recap, stdout }) => ({
      status,
      recap,
      registered: registeredIn(stdout, comparison),
    }))
    const state = await stateOf(lab, comparison.state)
    return {
      outcome: { runs, state },
      stdout: ran.map(({ stdout }) => stdout),
      stderr: ran.map(({ stderr }) => stderr),
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** With one name for the folder, which is another for each program. */
const inProject = (directory: string, ran: Ran): Ran => ({
  ...ran,
  stdout: ran.stdout.replaceAll(directory, '/project'),
  stderr: ran.stderr.replaceAll(directory, '/project'),
})

const complaintsIn = ({ stdout, stderr }: AllRan): string =>
  [...[...stdout, ...stderr].join('\n').matchAll(/^(fatal|failed|.*ERROR).*(\n {2}\S.*)?/gm)]
    .map(([text]) => text)
    .join('\n') || 'none'

function writeProject(lab: Lab, comparison: Comparison): string {
  const { playbook, files = {}, groups = {}, inventory: further = '' } = comparison
  const directory = mkdtempSync(join(tmpdir(), 'runbook-reference-'))
  const inventory =
    lab.inventory({ ansible_python_interpreter: '/usr/bin/python3' }) +
    Object.entries(groups)
      .map(([group, names]) => `[${group}]\n${names.join('\n')}\n`)
      .join('') +
    further
  const dump = dumpPlay([playbook, ...Object.values(files)].join('\n'))
  const project = { hosts: inventory, 'site.yml': `${playbook.trimEnd()}\n${dump}`, ...files }
  const hasRoles = Object.keys(files).some((name) => name.startsWith('roles/'))
  if (!hasRoles) symlinkSync(join(root, 'roles'), join(directory, 'roles'))
  for (const [name, text] of Object.entries(project)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  return directory
}

const marker = 'REGISTERED '

/** The play whose output is no part of what a playbook prints. */
export const dumpPlayName = 'What was registered'

/**
 * A last play that prints what was registered: as JSON in a string, which both programs print in the same way. Not in dry
 * runs: there runbook says "known after apply" where the reference makes results up.
 */
function dumpPlay(texts: string): string {
  const names = new Set([...texts.matchAll(/\bregister:\s*(\w+)/g)].map(([, name]) => name!))
  if (names.size === 0) return ''
  const values = [...names].map((name) => `'${name}': ${name} | default('(nothing)')`).join(', ')
  const task = `- debug:\n        msg: "${marker}{{ {'host': inventory_hostname, 'values': {${values}}} | to_json }}"`
  return `\n- name: ${dumpPlayName}\n  hosts: all\n  gather_facts: false\n  tags: always\n  tasks:\n    ${task}\n      when: not ansible_check_mode\n`
}

function registeredIn(stdout: string, { volatile = [] }: Comparison): Record<string, unknown> {
  const messages = [...stdout.matchAll(/^\s*"msg": ("(?:[^"\\]|\\.)*")/gm)].map(
    ([, text]) => JSON.parse(text!) as string,
  )
  const dumps = messages.filter((text) => text.startsWith(marker))
  const byHost = dumps.map((text) => JSON.parse(text.slice(marker.length)) as { host: string; values: unknown })
  return Object.fromEntries(byHost.map(({ host, values }) => [host, maskVolatile(values, volatile)]))
}

async function stateOf(lab: Lab, command: string | undefined): Promise<Record<string, string>> {
  if (command === undefined) return {}
  const answers = await Promise.all(lab.hosts.map((host) => lab.exec(host, command)))
  return Object.fromEntries(lab.hosts.map(({ name }, index) => [name, answers[index]!.stdout]))
}
