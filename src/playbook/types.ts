/**
 * The parsed playbook: plays, roles, blocks and tasks with the places they were written at.
 *
 * Keywords keep Ansible's names. A keyword's value is raw: a {@link Template} where it holds markup, evaluated by whoever
 * runs the task. `undefined` means that the keyword was not written; what then holds comes from the parents (see
 * `inheritance.ts`). Everything here is data, shared by all hosts, and never changed after parsing.
 */
import type { Position } from '../errors.ts'
import type { Dict, Template, Value } from '../values.ts'

/** What every object of a playbook knows about the text it came from. */
export interface Written {
  readonly position: Position
  /** Where each keyword stands, for diagnostics. */
  readonly keywords: Positions
}

/** Places by name; a Map of positions is one. */
export interface Positions {
  get(name: string): Position | undefined
}

/** A condition (`when`, `until`, `changed_when`, …): an expression without delimiters, a boolean, or a Template. */
export interface Condition {
  readonly value: Value
  readonly position: Position | undefined
}

/** Keywords of plays, roles, blocks and tasks where the nearest object that has one decides. */
export interface NearestKeywords {
  readonly connection?: Value
  readonly port?: Value
  readonly remote_user?: Value
  readonly no_log?: Value
  readonly run_once?: Value
  readonly ignore_errors?: Value
  readonly ignore_unreachable?: Value
  readonly check_mode?: Value
  readonly diff?: Value
  readonly any_errors_fatal?: Value
  readonly throttle?: Value
  readonly timeout?: Value
  readonly debugger?: Value
  readonly become?: Value
  readonly become_method?: Value
  readonly become_user?: Value
  readonly become_flags?: Value
  readonly become_exe?: Value
  readonly collections?: readonly string[]
}

/** Keywords of roles, blocks and tasks (not plays) where the nearest decides. */
export interface TaskOnlyKeywords {
  readonly delegate_to?: Value
  readonly delegate_facts?: Value
  /** Names and topics; an item may be a Template that gives a list. Not a keyword of roles. */
  readonly notify?: readonly Value[]
}

/** Keywords whose values of all parents add up. Lists are empty where the keyword was not written. */
export interface AddedKeywords {
  readonly when: readonly Condition[]
  readonly tags: readonly Value[]
  readonly environment: readonly Value[]
  readonly module_defaults: readonly Value[]
  readonly vars: Dict
}

/** Every keyword that is looked for in the parents with {@link inherited}. */
export type NearestKeyword = keyof NearestKeywords | keyof TaskOnlyKeywords

/** A playbook file and what it imports. */
export interface PlaybookFile {
  readonly path: string
  readonly entries: readonly (Play | ImportedPlaybook)[]
  /** All plays in order, those of imported playbooks in their place. */
  readonly plays: readonly Play[]
}

/** `import_playbook`; its vars, when and tags have been given to its plays. */
export interface ImportedPlaybook extends Written {
  readonly kind: 'import_playbook'
  readonly file: string
  readonly playbook: PlaybookFile
}

/** What ran before, and how, is the executor's; this is what was written. */
export interface Play extends Written, NearestKeywords, AddedKeywords {
  readonly kind: 'play'
  /** As written; see {@link playName}. */
  readonly name: Value | undefined
  /** A string, a list of strings, or a Template of either. */
  readonly hosts: Value
  /** The directory that relative paths of the play start at: that of the file that holds it. */
  readonly directory: string
  /** Only from `import_playbook`; also holds for the implicit gathering of facts. */
  readonly when: readonly Condition[]
  readonly gather_facts?: Value
  readonly gather_subset?: Value
  readonly gather_timeout?: Value
  readonly fact_path?: Value
  readonly vars_files: readonly Value[]
  readonly vars_prompt: readonly VarsPrompt[]
  readonly force_handlers?: Value
  readonly max_fail_percentage?: Value
  readonly serial?: Value
  readonly strategy?: Value
  readonly order?: Value
  readonly pre_tasks: readonly Entry[]
  readonly roles: readonly Role[]
  readonly tasks: readonly Entry[]
  readonly post_tasks: readonly Entry[]
  /** The play's own handlers; those of roles are in {@link Role.handlers}, see {@link playHandlers}. */
  readonly handlers: readonly Entry[]
  /** Roles reached by `import_role`, in the order they were met; `include_role` adds at run time. */
  readonly importedRoles: readonly Role[]
}

/** One question of `vars_prompt`. */
export interface VarsPrompt {
  readonly position: Position
  readonly name: string
  readonly prompt?: Value
  readonly default?: Value
  readonly private?: Value
  readonly confirm?: Value
  readonly encrypt?: Value
  readonly salt_size?: Value
  readonly salt?: Value
  readonly unsafe?: Value
}

/** What stands in a list of tasks. */
export type Entry = Block | AnyTask

/** Every kind of task. */
export type AnyTask = Task | Meta | IncludeTasks | ImportTasks | IncludeRole | ImportRole

/** What an object's keywords are inherited from, nearest first: see {@link parentsOf}. */
export type Parent = Play | Role | Block | ImportTasks | ImportRole | IncludeTasks | IncludeRole

/** `block`, `rescue`, `always`. */
export interface Block extends Written, NearestKeywords, TaskOnlyKeywords, AddedKeywords {
  readonly kind: 'block'
  readonly name: Value | undefined
  readonly parent: Parent
  readonly block: readonly Entry[]
  readonly rescue: readonly Entry[]
  readonly always: readonly Entry[]
  /** Made from the `apply` of an include, not written as a block. */
  readonly implicit: boolean
}

/** What all kinds of tasks share. */
export interface TaskBase extends Written, NearestKeywords, TaskOnlyKeywords, AddedKeywords {
  readonly parent: Parent
  /** As written; see {@link taskName} for what is shown. */
  readonly name: Value | undefined
  /** The action as written: `copy`, `ansible.builtin.copy`. */
  readonly action: string
  /** `action: "{{ ansible_pkg_mgr }} name=x"`: the name is known only at run time, and `module` is empty. */
  readonly actionTemplate: Template | undefined
  /** The action as runbook's modules are named: `copy`, `docker_container`. */
  readonly module: string
  /** The file of a module of that name that the project brings. */
  readonly program: string | undefined
  /** Options by name; without the free-form text, which is in {@link freeForm}. */
  readonly args: Dict
  /** Where single options stand; an option of a `key=value` text stands where the text does. */
  readonly argPositions: Positions
  /** The text after `command:`, `shell:`, `raw:`, `script:`, `meta:`, `include_tasks:`, … */
  readonly freeForm: string | Template | undefined
  /** `args: "{{ options }}"` or `copy: "{{ options }}"`: options that are known only at run time; `args` wins over them. */
  readonly variableArgs: Template | undefined
  readonly loop: Value | undefined
  /** `with_NAME: terms`. */
  readonly with: WithLoop | undefined
  readonly loop_control: LoopControl | undefined
  readonly register: string | undefined
  readonly until: readonly Condition[] | undefined
  readonly retries?: Value
  readonly delay?: Value
  readonly changed_when: readonly Condition[] | undefined
  readonly failed_when: readonly Condition[] | undefined
  readonly async?: Value
  readonly poll?: Value
  /** Written among handlers. */
  readonly handler: boolean
  /** Topics of a handler; without the `role : topic` spellings, which {@link listensTo} knows. */
  readonly listen: readonly Value[]
}

/** A task that runs a module or action. */
export interface Task extends TaskBase {
  readonly kind: 'task'
}

/** `meta: flush_handlers` and its kin. */
export interface Meta extends TaskBase {
  readonly kind: 'meta'
  /** `flush_handlers`, `end_play`, …; a Template where it was one. */
  readonly meta: string | Template
}

/** `include_tasks` (and a dynamic `include`): read when it is reached, by `loadIncludedTasks`. */
export interface IncludeTasks extends TaskBase {
  readonly kind: 'include_tasks'
  readonly file: Value
  /** Keywords for all that is included. */
  readonly apply: Dict | undefined
}

/** `import_tasks` (and a static `include`): its entries take the task's place. */
export interface ImportTasks extends TaskBase {
  readonly kind: 'import_tasks'
  /** The path as written, evaluated; paths of further includes may start at its directory. */
  readonly target: string
  /** The file that was read. */
  readonly file: string
  readonly entries: readonly Entry[]
}

/** The options of `include_role` and `import_role`. */
export interface RoleOptions {
  readonly tasks_from?: Value
  readonly vars_from?: Value
  readonly defaults_from?: Value
  readonly handlers_from?: Value
  readonly public?: Value
  readonly allow_duplicates?: Value
  readonly rolespec_validate?: Value
}

/** `include_role`: read when it is reached, by `loadIncludedRole`. */
export interface IncludeRole extends TaskBase {
  readonly kind: 'include_role'
  readonly role: Value
  readonly options: RoleOptions
  readonly apply: Dict | undefined
}

/** `import_role`: its role's tasks take the task's place. */
export interface ImportRole extends TaskBase {
  readonly kind: 'import_role'
  readonly role: Role
  readonly options: RoleOptions
}

/** A handler is a task written among handlers. */
export type Handler = Task & { readonly handler: true }

/** `with_items: …` as the name of a lookup and its terms. */
export interface WithLoop {
  readonly lookup: string
  readonly terms: Value
  readonly position: Position | undefined
}

export interface LoopControl {
  readonly position: Position | undefined
  readonly loop_var?: Value
  readonly index_var?: Value
  readonly label?: Value
  readonly pause?: Value
  readonly extended?: Value
  readonly extended_allitems?: Value
  readonly break_when?: readonly Condition[]
}

/** One use of a role: two uses of the same role are two objects. */
export interface Role extends Written, NearestKeywords, TaskOnlyKeywords, AddedKeywords {
  readonly kind: 'role'
  /** The name without the collection. */
  readonly name: string
  /** `NAMESPACE.NAME` of the collection that holds it. */
  readonly collection: string | undefined
  /** Absolute. */
  readonly path: string
  readonly parent: Play | Role | ImportRole | IncludeRole | Block
  /** Other keys of the entry under `roles:` (`{role: a, port: 80}`); `vars:` is in {@link AddedKeywords.vars}. */
  readonly params: Dict
  readonly defaults: Dict
  /** `vars/main.yml`, as against `vars`, the keyword. */
  readonly roleVars: Dict
  /** Run before the role, in order. */
  readonly dependencies: readonly Role[]
  readonly tasks: readonly Entry[]
  /** Its own handlers; those of its dependencies come first, see {@link roleHandlers}. */
  readonly handlers: readonly Entry[]
  /** The same text for uses that count as the same where duplicates are refused. */
  readonly identity: string
  readonly allowDuplicates: Value
  /** Its variables stay visible to the rest of the play. */
  readonly public: Value
  /** From `include_role` or `import_role`. */
  readonly fromInclude: boolean
  /** The spec of the entry point in use, where one is written and validation is on. */
  readonly argumentSpec: ArgumentSpec | undefined
}

/** One entry point of `meta/argument_specs.yml`. */
export interface ArgumentSpec {
  readonly entryPoint: string
  readonly position: Position | undefined
  readonly short_description: string | undefined
  /** Option name to its spec (type, required, default, choices, elements, options), as written. */
  readonly options: Dict
}

/** Something old that still works, or something odd that is no error. */
export interface Notice {
  readonly kind: 'deprecation' | 'warning'
  readonly message: string
  readonly position: Position | undefined
  /** What to write instead. */
  readonly hint?: string | undefined
}
