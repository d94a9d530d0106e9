/** Modules that are more than what happens on the host: they do something on the controller, too. */
export const controllerActions: readonly string[] = [
  ...['add_host', 'assemble', 'assert', 'copy', 'debug', 'fail', 'fetch', 'group_by', 'include_vars', 'pause', 'raw'],
  ...['script', 'set_fact', 'set_stats', 'template', 'unarchive', 'validate_argument_spec', 'wait_for_connection'],
]
