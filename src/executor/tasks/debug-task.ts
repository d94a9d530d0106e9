/** The task debugger: a person looks at a result, changes the task's options or variables, and runs it again. */
import { UserError } from '../../errors.ts'
import type { Status } from '../../events.ts'
import { inherited } from '../../playbook/inheritance.ts'
import { ownName } from '../../playbook/names.ts'
import type { Task } from '../../playbook/types.ts'
import { prettyPrint } from '../../templating/filters/pretty-print.ts'
import type { Templar } from '../../templating/templar.ts'
import { type Dict, dict, isDict, Template, type Value } from '../../values.ts'
import { variablesOf } from '../../vars/hostvars.ts'
import type { PlayRun } from '../play-run.ts'
import { strategyOf } from '../strategy.ts'
import { answerTo } from './answer-to.ts'
import { withVariables } from './templars.ts'

/** A result that may be looked at. */
export interface Debugged {
  readonly playRun: PlayRun
  /** The task, with what was changed so far. */
  readonly task: Task
  readonly host: string
  readonly status: Status
  readonly ignored: boolean
  readonly result: Dict
  /** Evaluates templates as they stand in a task. */
  readonly templar: (task: Task) => Templar
}

/** The task as it is to be run again; `undefined` to go on. */
export type Redo = Task | undefined

/**
 * Asks what to do about a result, where `debugger`, the strategy or the configuration say so.
 *
 * @throws UserError when the person ends the run
 */
export const debugTask = async (debugged: Debugged): Promise<Redo> => {
  if (!needsDebugger(debugged)) return undefined
  return debugged.playRun.run.alone(() => session(debugged))
}

const needsDebugger = ({ playRun, task, status, ignored }: Debugged): boolean => {
  const { taskDebugger, debuggerSkipsIgnored } = playRun.run.settings
  const failed = status === 'failed' && !(ignored && debuggerSkipsIgnored)
  switch (inherited(task, 'debugger')) {
    case 'always':
      return true
    case 'never':
      return false
    case 'on_failed':
      if (failed) return true
      break
    case 'on_unreachable':
      if (status === 'unreachable') return true
      break
    case 'on_skipped':
      if (status === 'skipped') return true
  }
  return (failed || status === 'unreachable') && (taskDebugger || strategyOf(playRun) === 'debug')
}

/** One prompt after another until the person goes on, runs the task again or quits. */
const session = async (debugged: Debugged): Promise<Redo> => {
  const { playRun, host } = debugged
  let task = debugged.task
  let said = ''
  for (;;) {
    const text = `${said}[${host}] TASK: ${ownName(task)} (debug)> `
    const line = await answerTo(playRun.run, { text, echo: true })
    if (line === undefined) return undefined
    const [, command = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(line.trim()) ?? []
    if (/^(c|continue)$/.test(command)) return undefined
    if (/^(r|redo)$/.test(command)) return task
    if (/^(q|quit|EOF)$/.test(command)) throw new UserError({ message: 'User interrupted execution' }, 99)
    const answer = attempted(() => obey({ ...debugged, task }, { command, rest, line: line.trim() }))
    task = answer.task ?? task
    said = answer.said === '' ? '' : `${answer.said}\n`
  }
}

interface Answer {
  readonly said: string
  readonly task?: Task
}

const attempted = (work: () => Answer): Answer => {
  try {
    return work()
  } catch (error) {
    if (error instanceof UserError) return { said: `*** ${error.message}` }
    throw error
  }
}

interface Order {
  readonly command: string
  readonly rest: string
  readonly line: string
}

const obey = (debugged: Debugged, { command, rest, line }: Order): Answer => {
  if (line === '' || /^(u|update_task)$/.test(command)) return { said: '' }
  if (/^(h|help|\?)$/.test(command)) return { said: help }
  if (/^(p|pprint)$/.test(command)) return { said: shown(debugged, rest) }
  const [, part, , name, value] = assignment.exec(line) ?? []
  const where = debugged.task.position
  if (part === undefined)
    throw new UserError({ message: `no command "${line}"`, hint: 'h tells the commands', position: where })
  const task = changed(debugged.task, part, [name!, evaluate(debugged, value!)])
  return { said: '', task }
}

/** `task.args['mode'] = '0644'`, `task_vars['port'] = 80`. */
const assignment = /^(task\.args|task_vars)\[(['"])(.*?)\2\]\s*=\s*(.+)$/

const changed = (task: Task, part: string, [name, value]: readonly [string, Value]): Task =>
  part === 'task.args'
    ? { ...task, args: new Map([...task.args, [name, value]]) }
    : { ...task, vars: new Map([...(isDict(task.vars) ? task.vars : []), [name, value]]) }

const shown = (debugged: Debugged, expression: string): string =>
  expression === 'task' ? `TASK: ${ownName(debugged.task)}` : prettyPrint(evaluate(debugged, expression))

/** An expression over `task`, `task_vars`, `host` and `result`. */
const evaluate = ({ task, host, result, templar }: Debugged, expression: string): Value => {
  const own = templar(task)
  const { name = '', action, args, vars } = task
  const names = dict({ host, result: dict({ _result: result }), task: dict({ name, action, args, vars }) })
  names.set('task_vars', variablesOf(own))
  return withVariables(own, names).evaluate(new Template(`{{ ${expression} }}`, task.position))
}

const help = `p EXPRESSION                  print task.args, task_vars['x'], result._result, host
task.args['x'] = EXPRESSION   change an option
task_vars['x'] = EXPRESSION   change a variable
u, update_task                take up changed variables
r, redo                       run the task again
c, continue                   go on
q, quit                       end the run`
