/**
 * What no runner of playbooks can beat: ssh2 by itself connects, starts one shell per host and makes as many exchanges as
 * the playbook has tasks. `node floor.mjs KEY EXCHANGES USER ADDRESS=HOST_KEY ...`
 */
import { readFileSync } from 'node:fs'
import ssh2 from 'ssh2'

const [keyFile, exchanges, username, ...hosts] = process.argv.slice(2)
const privateKey = readFileSync(keyFile)

await Promise.all(hosts.map(visit))

async function visit(host) {
  const [address] = host.split('=')
  const client = await connect(address, Buffer.from(host.slice(address.length + 1), 'base64'))
  const shell = await new Promise((resolve, reject) =>
    client.exec('sudo -n /bin/sh', (error, stream) => (error ? reject(error) : resolve(stream))),
  )
  for (let task = 0; task < Number(exchanges); task++) await exchange(shell, `done-${task}-`)
  client.end()
}

function connect(host, hostKey) {
  const client = new ssh2.Client()
  return new Promise((resolve, reject) => {
    client.on('ready', () => resolve(client.setNoDelay(true))).on('error', reject)
    client.connect({ host, username, privateKey, hostVerifier: (key) => key.equals(hostKey) })
  })
}

/** One command, and all that it says up to the mark. */
function exchange(shell, mark) {
  return new Promise((resolve) => {
    let said = ''
    const listen = (chunk) => {
      said += chunk
      if (!said.includes(mark)) return
      shell.off('data', listen)
      resolve()
    }
    shell.on('data', listen)
    shell.write(`printf '%s' ${mark}\n`)
  })
}
