/** What a module must do on a real host: one table for the contract suite and for the comparison with the reference. */

/**
 * How a task ends in a dry run on a fresh host, in the run, in a second run, and in a dry run after those.
 *
 * - `once`: changes what the dry run foretold, and nothing from then on
 * - `never`: only looks
 * - `always`: changes every time, and a dry run says so
 * - `unforeseen`: runs something that no dry run can know; passed over there
 * - `refused`: fails in every run
 */
export type Course = keyof typeof courses

/** The statuses of the four runs. */
export const courses = {
  once: ['changed', 'changed', 'ok', 'ok'],
  never: ['ok', 'ok', 'ok', 'ok'],
  always: ['changed', 'changed', 'changed', 'changed'],
  unforeseen: ['skipped', 'changed', 'changed', 'skipped'],
  // Passed over in a dry run, and yet done once.
  unforeseenOnce: ['skipped', 'changed', 'ok', 'skipped'],
  // A dry run can't know yet that it will be refused.
  unforeseenRefusal: ['changed', 'failed', 'failed', 'changed'],
  // Would run; then its result is there, and it is passed over.
  onceThenSkipped: ['changed', 'changed', 'skipped', 'skipped'],
  // Waits for what a dry run does not bring about.
  looksForReal: ['skipped', 'ok', 'ok', 'skipped'],
  refused: ['failed', 'failed', 'failed', 'failed'],
  skipped: ['skipped', 'skipped', 'skipped', 'skipped'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** One task. */
export interface CaseTask {
  /** The task in YAML, on one line or indented by nothing. `{{ here }}` is the case's own folder on the host, `{{ server }}` a web server. */
  readonly task: string
  readonly course: Course
  /** Keys that its registered result has after the first run, apart by blanks. */
  readonly keys?: string
  /** The task runs for the first host only. */
  readonly onFirstHostOnly?: boolean
}

/** What is asked of a module. */
export interface ModuleCase {
  /** A shell script that makes a host ready, run as root in the case's own folder. */
  readonly setUp?: string
  /** Files beside the playbook. */
  readonly files?: Readonly<Record<string, string>>
  /** By what they show. */
  readonly tasks: Readonly<Record<string, CaseTask>>
  /** A shell command that prints further state than what is in the case's folder. */
  readonly state?: string
  /** Keys of results that can't be the same on two hosts. */
  readonly volatile?: readonly string[]
  /** Keys of results that later versions of the reference have as well. */
  readonly later?: readonly string[]
  /** What a dry run does otherwise than the reference's, on purpose. */
  readonly dryRunDiffers?: string
  /** Why the reference can't be asked: it lacks the module, or does it differently on purpose. */
  readonly notCompared?: string
}

export type ModuleCases = Readonly<Record<string, ModuleCase>>

/** The folder on the host that is a case's own. */
export const folderOf = (module: string): string => `/srv/cases/${module}`

/** The tasks of a case in YAML: each registers its result under {@link resultName}, and none ends the play. */
export const tasksOf = (module: string, { tasks }: ModuleCase): string =>
  Object.entries(tasks)
    .map(([title, { task }], index) => {
      const lines = [
        ...task.trim().split('\n'),
        `register: ${resultName(module, index)}`,
        'ignore_errors: true',
        `vars: {here: ${folderOf(module)}}`,
      ]
      return `- name: ${JSON.stringify(taskName(module, title))}\n${lines.map((line) => `  ${line}\n`).join('')}`
    })
    .join('')

/** What a task is called. */
export const taskName = (module: string, title: string): string => `${module} ${title}`

/** Where a task's result is registered. */
export const resultName = (module: string, index: number): string => `${module}_${index + 1}`

/** A script that makes a host ready for cases. */
export const setUpScript = (cases: ModuleCases): string =>
  Object.entries(cases)
    .map(
      ([module, { setUp = ':' }]) =>
        `mkdir -p ${folderOf(module)} && cd ${folderOf(module)} && {\n${setUp}\n} || exit 1\n`,
    )
    .join('')

const separator = '=-=-= '

/** A script that prints the state of every case: what is in its folder, to the last time stamp, and what its command says. */
export const stateScript = (cases: ModuleCases): string =>
  Object.entries(cases)
    .map(([module, { state = ':' }]) => {
      const list = `find . -printf '%p %y %m %u %g %l %s %T@ %C@\\n' | sort; find . -type f | sort | xargs -r sha1sum`
      return `echo '${separator}${module}'; cd ${folderOf(module)}; ${list}\n${state}\n`
    })
    .join('')

/** What {@link stateScript} printed, by case. */
export const readState = (printed: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    printed
      .split(separator)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
  )
