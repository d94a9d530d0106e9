/** The shape of an action: a module that is procedural by nature (command, debug, uri, wait_for). */
import type { Effect } from '../../remote/effect.ts'
import type { Answers, Queries } from '../../remote/query.ts'
import type { RemoteShell } from '../../remote/remote-host.ts'
import type { Dict, Template, Unknown, Value } from '../../values.ts'
import type { Controller } from './controller.ts'
import type { Declaration } from './module.ts'
import type { OptionTable, Parsed } from './option.ts'

/** What an author writes. */
export interface ActionParts<T extends OptionTable> extends Declaration<T> {
  readonly run: (context: ActionContext<Parsed<T>>) => ActionResult | Promise<ActionResult>
  /**
   * In a dry run: `run` (it changes nothing), `skip` (the task is skipped), or a function that gives the predicted
   * result; values only the real run could know are {@link Unknown} in it.
   */
  readonly dryRun: 'run' | 'skip' | ((context: ActionContext<Parsed<T>>) => ActionResult | Promise<ActionResult>)
  /** Needs no connection to the host; `remote` must not be used. */
  readonly controllerOnly?: boolean
  /** Texts that its options take from secrets stay in its result: showing them is what it is asked for. */
  readonly showsSecrets?: boolean
  /** Runs once for all hosts of a batch, for the first of them (`pause`, `add_host`). */
  readonly oncePerBatch?: boolean
}

/** An action whose types are known only to itself: what the engine handles. */
export interface Action extends ActionParts<OptionTable> {
  readonly kind: 'action'
}

/** Defines an action. */
export const defineAction = <const T extends OptionTable>(parts: ActionParts<T>): Action => ({
  kind: 'action',
  ...(parts as unknown as ActionParts<OptionTable>),
})

/** What an action may use. */
export interface ActionContext<O> {
  readonly options: O
  /** Options that are not declared, where the action takes any. */
  readonly extra: Dict
  /** The inventory's name of the host the task runs for. */
  readonly host: string
  readonly remote: RemoteShell
  /** Asks the host; in a dry run the answers are as what is planned so far will have made them. */
  look<Q extends Queries>(queries: Q): Promise<Answers<Q>>
  readonly controller: Controller
  readonly variables: Variables
  /** The environment of the task, already evaluated; `exchange` does not add it by itself. */
  readonly environment: ReadonlyMap<string, string>
  /** Background tasks of the host. */
  readonly jobs: {
    /** Where the host keeps their files. */
    readonly directory: string
    status(id: string): Promise<Dict | undefined>
    forget(id: string): Promise<void>
  }
  /** Ends what is running: the run was interrupted, or the task's time is over. */
  readonly signal: AbortSignal
  readonly verbosity: number
  /** `no_log`: what the task is told and tells is secret. */
  readonly hidden: boolean
  /** Asks the person at the terminal; rejects with a ModuleFailure where there is none. */
  prompt(question: Prompt): Promise<string>
  warn(message: string): void
  /** Tells the person who watches something that is no part of the result. */
  tell(message: string): void
}

/** The task's variables. */
export interface Variables {
  /** A value with every template in it resolved. */
  evaluate(value: Value): Value
  /** The value of an expression written in the playbook: `a.b | length`. */
  expression(text: string): Value
  /** Whether a condition holds. */
  conditional(condition: Value): boolean | Unknown
  /** Whether a condition holds whose text is the result of a template: it runs no lookups. */
  computedConditional(condition: Value): boolean | Unknown
  get(name: string): Value | Template | undefined
  /** `jinja2_native`: no text stands for another type. */
  readonly native: boolean
  /** How the run takes dicts of the same name: `hash_behaviour`. */
  readonly hashBehaviour: 'replace' | 'merge'
  /** Every variable and magic variable by name, resolved. */
  all(): Dict
}

/** What is told of a task that a person ends at a pause. */
export const ABORTED = 'user requested abort!'

export interface Prompt {
  readonly text: string
  /** Show what is typed. */
  readonly echo: boolean
  /** Without a terminal, take a line of standard input; else there is nobody to answer. */
  readonly takesInput?: boolean | undefined
  /** Ctrl+C asks whether to go on (resolves with an empty text) or to fail, instead of ending the run. */
  readonly resumes?: boolean | undefined
  /** Give up waiting after so many seconds (resolves with an empty text). */
  readonly seconds?: number | undefined
}

/** What an action gives back. The executor applies it; the action itself changes nothing of the run. */
export interface ActionResult {
  /** `changed`, `failed`, `skipped`, `msg`, … in Ansible's names. */
  readonly result: Dict
  /** What it will have done to the host: later tasks of a dry run see it. */
  readonly effects?: readonly Effect[] | undefined
  /** It failed because something is not there: the result where something that is planned may bring that. */
  readonly otherwise?: Dict | undefined
  /** Facts that other tasks see as variables (`set_fact`, `include_vars`). */
  readonly facts?: FactChange | undefined
  readonly addHost?: { readonly name: string; readonly groups: readonly string[]; readonly variables: Dict } | undefined
  readonly addGroup?: { readonly name: string; readonly parents: readonly string[] } | undefined
  readonly stats?: { readonly data: Dict; readonly perHost: boolean; readonly aggregate: boolean } | undefined
  /** Show the result whatever the verbosity (`debug`, `assert`). */
  readonly verbose?: boolean | undefined
  /** Show nothing of the result, as `no_log` does (`include_vars` of an encrypted file). */
  readonly hidden?: boolean | undefined
}

export interface FactChange {
  /** `include_vars`, `set_fact` (variables of the host), or `facts` (what the host is: `ansible_facts`). */
  readonly kind: 'include_vars' | 'set_fact' | 'facts'
  readonly values: Dict
  /** `set_fact` with `cacheable`: also part of `ansible_facts`. */
  readonly cacheable?: boolean
}
