/** Starting a shell on a host, as whom. */
import type { Channel } from '../connection/connection.ts'
import type { Link } from './link.ts'
import type { Become } from './remote-host.ts'

/** Starts `/bin/sh` as the login user, or through become; its standard input is read as shell code. */
export const startShell = async (link: Link, become: Become | undefined): Promise<Channel> => {
  if (become) throw new Error('become is not supported yet')
  return link.open('exec /bin/sh')
}
