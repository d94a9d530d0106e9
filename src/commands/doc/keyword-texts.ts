/** What the keywords of playbooks mean; types and priorities as ansible-doc tells them. */

/** What is said of a keyword. Where nothing else is given its type is that of its form and it has no priority. */
export interface KeywordText {
  readonly description: string
  readonly type?: string
  readonly priority?: number
  /** Templates in it stand for themselves. */
  readonly isStatic?: true
}

const list = (description: string, priority?: number): KeywordText => ({
  description,
  type: 'list',
  ...(priority === undefined ? {} : { priority }),
})

const text = (description: string): KeywordText => ({ description, type: 'string' })

/** By the names of the keywords. */
export const keywordTexts: Readonly<Record<string, KeywordText>> = {
  action: text('The module and its options, where the module is no key of the task itself.'),
  always: list('Tasks that run after those of the block in any case.'),
  any_errors_fatal: { description: 'A host that fails ends the play for all hosts.' },
  args: { description: 'Options of the module, beside those under its name.', type: 'dict' },
  async: { description: 'The task runs in the background, for at most so many seconds.' },
  become: { description: 'Run as another user than the one that logs in.' },
  become_exe: { description: 'The program that becomes another user.' },
  become_flags: { description: 'Arguments of the program that becomes another user.' },
  become_method: { description: 'How to become another user: sudo, su or doas.' },
  become_user: { description: 'The user to become.' },
  block: list('Tasks that belong together.'),
  changed_when: { description: 'Conditions by which the task counts as changed, in place of what the module says.' },
  check_mode: {
    description: 'Whether to say what would change instead of changing it, whatever the command line says.',
  },
  collections: { ...list('Collections to look for modules and roles in, by their names.', 100), isStatic: true },
  connection: { description: 'How to connect to the host.' },
  debugger: text('When to stop for the debugger.'),
  delay: { description: 'Seconds between two tries of a task that is retried.' },
  delegate_facts: { description: 'Facts are those of the host that the task is delegated to.' },
  delegate_to: { description: 'Another host that does the task.' },
  diff: { description: 'Whether to show what changes in files, whatever the command line says.' },
  environment: { description: 'Environment variables of what the module runs on the host.' },
  fact_path: { description: 'Where the host has local facts, for the facts that a play gathers.' },
  failed_when: { description: 'Conditions by which the task counts as failed, in place of what the module says.' },
  force_handlers: { description: 'Notified handlers run on hosts that failed as well.' },
  gather_facts: { description: 'Whether the play begins by gathering facts of its hosts.' },
  gather_subset: { description: 'Which facts the play gathers.' },
  gather_timeout: { description: 'How many seconds gathering a fact may take.' },
  handlers: list('Tasks that run when others notify them.', -1),
  hosts: list('The hosts of the play: names, groups, patterns.', -2),
  ignore_errors: { description: 'A host goes on after the task failed.' },
  ignore_unreachable: { description: 'A host goes on after it could not be reached.' },
  local_action: text('As action, on this machine.'),
  loop: list('Items, for each of which the task runs.'),
  loop_control: { description: 'How the loop runs: the names of its variables, its label, a pause.', type: 'class' },
  max_fail_percentage: { description: 'The play ends when more hosts of a batch fail.' },
  module_defaults: list('Options for all tasks of a module, where a task has none of its own.'),
  name: { description: 'What the play, role or task is called.' },
  no_log: { description: 'Neither options nor results are shown.' },
  notify: { description: 'Handlers to run after the task changed something.' },
  order: { description: 'In which order the hosts come: inventory, sorted, shuffle and the like.' },
  poll: { description: 'Seconds between two looks at a background task; 0 leaves it alone.' },
  port: { description: 'The port to connect to.' },
  post_tasks: list('Tasks that run after those of the play.', -1),
  pre_tasks: list('Tasks that run before the roles of the play.', -1),
  register: { ...text('The name of a variable for the result.'), isStatic: true },
  remote_user: { description: 'The user to log in as.' },
  rescue: list('Tasks that run when one of the block failed.'),
  retries: { description: 'How often to try the task again until it succeeds.' },
  roles: list('Roles whose tasks run before those of the play.', 90),
  run_once: { description: 'One host does the task, for all of them.' },
  serial: { description: 'How many hosts go through the play at a time.' },
  strategy: { description: 'In which order hosts and tasks are worked through.' },
  tags: list('Names by which a run picks tasks or leaves them out.'),
  tasks: list('The tasks of the play.', -1),
  throttle: { description: 'How many hosts do the task at the same time.' },
  timeout: { description: 'How many seconds the task may take.' },
  until: { description: 'Conditions that end the retries of a task.' },
  vars: { description: 'Variables.', type: 'dict', priority: 100, isStatic: true },
  vars_files: list('Files with variables.', 99),
  vars_prompt: list('Variables to ask for when the play begins.'),
  when: { description: 'Conditions without which the task, or any in the block or role, is left out.' },
}
