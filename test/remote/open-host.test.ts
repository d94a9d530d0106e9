import { existsSync } from 'node:fs'
import type { Connection } from '../../src/connection/connection.ts'
import { connectLocal } from '../../src/connection/local.ts'
import { openHost } from '../../src/remote/open-host.ts'
import { startLogin } from '../rig/ssh-settings.ts'
import { shellContract } from './shell-contract.ts'

shellContract('this machine', async () => openHost({ transport: 'local' }))

shellContract('a host over ssh', async () => {
  const rig = await startLogin()
  const host = openHost(rig.settings)
  return { ...host, close: () => host.close().then(rig.close) }
})

/** This machine, with another program for `/bin/sh`. */
const localWith = (program: string) => async (): Promise<Connection> => {
  const connection = await connectLocal()
  return { ...connection, open: (command) => connection.open(command.replace('/bin/sh', program)) }
}

for (const [file, program] of [
  ['/bin/dash', 'dash'],
  ['/bin/bash', 'bash --posix'],
  ['/bin/busybox', 'busybox ash'],
] as const) {
  if (!existsSync(file)) continue
  shellContract(program, async () => openHost({ transport: 'local' }, { connect: localWith(program) }))
}
