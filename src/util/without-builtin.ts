/** The name of a module or plugin that is Ansible's own without its collection: `copy` for `ansible.builtin.copy`. */
export const withoutBuiltin = (name: string): string => name.replace(/^ansible\.(?:builtin|legacy)\./, '')
