/** The one table of keywords: which object has which, and what form its value has. Validation derives from it. */

/** The form of a keyword's value where it is no template. */
export type Form =
  | 'string'
  | 'bool'
  | 'int'
  | 'float'
  | 'percent'
  | 'dict'
  /** Anything: a single value stands for a list of one. */
  | 'list'
  /** Read by a function of its own. */
  | 'own'
  | readonly string[]

export type KeywordTable = Readonly<Record<string, Form>>

/** What has keywords, by the name that messages give it. */
export type ObjectKind =
  | 'Play'
  | 'Block'
  | 'Task'
  | 'Handler'
  | 'TaskInclude'
  | 'HandlerTaskInclude'
  | 'IncludeRole'
  | 'RoleInclude'
  | 'RoleMetadata'
  | 'PlaybookInclude'
  | 'LoopControl'

/** Keywords that the nearest object decides, on every object. */
export const nearestKeywords = {
  connection: 'string',
  port: 'int',
  remote_user: 'string',
  no_log: 'bool',
  run_once: 'bool',
  ignore_errors: 'bool',
  ignore_unreachable: 'bool',
  check_mode: 'bool',
  diff: 'bool',
  any_errors_fatal: 'bool',
  throttle: 'int',
  timeout: 'int',
  debugger: ['always', 'never', 'on_failed', 'on_unreachable', 'on_skipped'],
  become: 'bool',
  become_method: 'string',
  become_user: 'string',
  become_flags: 'string',
  become_exe: 'string',
} as const satisfies KeywordTable

const base = {
  name: 'string',
  vars: 'own',
  module_defaults: 'own',
  environment: 'list',
  ...nearestKeywords,
} as const satisfies KeywordTable

const delegated = { delegate_to: 'string', delegate_facts: 'bool' } as const satisfies KeywordTable

const searched = { tags: 'own', collections: 'own' } as const satisfies KeywordTable

const task = {
  ...base,
  ...searched,
  ...delegated,
  when: 'list',
  notify: 'list',
  action: 'own',
  local_action: 'own',
  args: 'own',
  async: 'int',
  poll: 'int',
  changed_when: 'list',
  failed_when: 'list',
  until: 'list',
  retries: 'int',
  delay: 'float',
  loop: 'own',
  loop_control: 'own',
  register: 'own',
} as const satisfies KeywordTable

const included = pick(task, [
  ...['action', 'args', 'collections', 'debugger', 'ignore_errors', 'loop', 'loop_control', 'name'],
  ...['no_log', 'register', 'run_once', 'tags', 'timeout', 'vars', 'when'],
])

/** The keywords of every kind of object. */
export const keywordsOf: Readonly<Record<ObjectKind, KeywordTable>> = {
  Play: {
    ...base,
    ...searched,
    hosts: 'own',
    gather_facts: 'bool',
    gather_subset: 'list',
    gather_timeout: 'int',
    fact_path: 'string',
    vars_files: 'own',
    vars_prompt: 'own',
    roles: 'own',
    handlers: 'own',
    pre_tasks: 'own',
    tasks: 'own',
    post_tasks: 'own',
    force_handlers: 'bool',
    max_fail_percentage: 'percent',
    serial: 'list',
    strategy: 'string',
    order: 'string',
  },
  Block: {
    ...base,
    ...searched,
    ...delegated,
    when: 'list',
    notify: 'list',
    block: 'own',
    rescue: 'own',
    always: 'own',
  },
  Task: task,
  Handler: { ...task, listen: 'own' },
  TaskInclude: included,
  HandlerTaskInclude: { ...included, listen: 'own' },
  IncludeRole: included,
  RoleInclude: { ...base, ...searched, ...delegated, when: 'list', role: 'string' },
  RoleMetadata: {
    ...base,
    ...pick(searched, ['collections']),
    allow_duplicates: 'bool',
    dependencies: 'own',
    galaxy_info: 'own',
    argument_specs: 'own',
  },
  PlaybookInclude: { ...base, when: 'list', tags: 'own', import_playbook: 'own' },
  LoopControl: {
    loop_var: 'string',
    index_var: 'string',
    label: 'own',
    pause: 'float',
    extended: 'bool',
    extended_allitems: 'bool',
    break_when: 'list',
  },
}

/** Keys of a task that can't be the name of a module. */
export const isTaskKeyword = (key: string): boolean => taskKeys.has(key) || key.startsWith('with_')

/** Options of a role beside its own parameters. */
export const isRoleKeyword = (key: string): boolean => Object.hasOwn(keywordsOf.RoleInclude, key)

const taskKeys: ReadonlySet<string> = new Set([...Object.keys(keywordsOf.Handler), 'static'])

function pick(table: KeywordTable, names: readonly string[]): KeywordTable {
  return Object.fromEntries(names.map((name) => [name, table[name]!]))
}
