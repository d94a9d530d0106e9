import { UserError } from '../errors.ts'

/** What is wrong with a vault or its passwords; it ends a command with status 1, as such mistakes do in Ansible. */
export const vaultError = (message: string): UserError => new UserError({ message }, 1)
