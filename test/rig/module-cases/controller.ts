import type { ModuleCases } from './module-case.ts'

/** Modules that need no host. */
export const controllerCases: ModuleCases = {
  debug: {
    tasks: {
      'says a message': { task: 'debug: {msg: "on {{ inventory_hostname }}"}', course: 'never', keys: 'changed msg' },
      'shows a variable': { task: 'debug: {var: here}', course: 'never', keys: 'changed here' },
      'is silent below its verbosity': { task: 'debug: {msg: quiet, verbosity: 3}', course: 'skipped' },
    },
  },
  set_fact: {
    tasks: {
      'sets facts': {
        task: 'set_fact: {case_number: 1, case_list: [x, y], case_float: "{{ 4 / 2 }}"}',
        course: 'never',
        keys: 'ansible_facts changed',
      },
    },
  },
  assert: {
    tasks: {
      holds: {
        task: 'assert: {that: [case_number == 1, case_list | length == 2]}',
        course: 'never',
        keys: 'changed msg',
      },
      'does not hold': {
        task: 'assert: {that: case_number == 2, fail_msg: not two}',
        course: 'refused',
        keys: 'assertion changed evaluated_to msg',
      },
    },
  },
  fail: { tasks: { fails: { task: 'fail: {msg: stop}', course: 'refused', keys: 'changed msg' } } },
  add_host: {
    tasks: {
      'adds a host for all': {
        task: 'add_host: {name: extra, groups: [made], color: red}',
        course: 'always',
        onFirstHostOnly: true,
        keys: 'add_host changed',
      },
    },
  },
  group_by: {
    tasks: {
      'groups hosts': {
        task: 'group_by: {key: "kind_{{ inventory_hostname }}"}',
        course: 'always',
        keys: 'add_group changed parent_groups',
      },
    },
  },
  include_vars: {
    files: { 'vars/more.yml': 'more: [1, 2]\n' },
    tasks: {
      'reads a file': {
        task: 'include_vars: more.yml',
        course: 'never',
        keys: 'ansible_facts ansible_included_var_files changed',
      },
    },
    volatile: ['ansible_included_var_files'],
  },
  set_stats: {
    tasks: { counts: { task: 'set_stats: {data: {seen: 1}}', course: 'never', keys: 'ansible_stats changed' } },
  },
  validate_argument_spec: {
    tasks: {
      'accepts what fits': {
        task: 'validate_argument_spec: {argument_spec: {port: {type: int}}, provided_arguments: {port: "80"}}',
        course: 'never',
        keys: 'changed msg',
      },
      'refuses what does not': {
        task: 'validate_argument_spec: {argument_spec: {port: {type: int}}, provided_arguments: {port: http}}',
        course: 'refused',
        keys: 'argument_errors msg',
      },
    },
    // They name classes of the reference's own.
    volatile: ['argument_errors', 'msg'],
  },
}
