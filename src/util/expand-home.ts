import { homedir } from 'node:os'

/** The path with the user's home directory in place of a leading `~`; `~name` stays as it is. */
export const expandHome = (path: string): string => path.replace(/^~(?=\/|$)/, () => homedir())
