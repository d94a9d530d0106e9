/** The example playbooks on hosts of their own, because they leave a lot behind. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootLab, inventoryLine } from '../lab/lab.ts'
import type { Ran } from '../rig/runbook.ts'
import { runbook } from '../rig/runbook.ts'
import { root } from '../rig/source-files.ts'

let lab: Awaited<ReturnType<typeof bootLab>>
const directory = mkdtempSync(join(tmpdir(), 'runbook-examples-'))
beforeAll(async () => {
  lab = await bootLab({ debian: 2 })
})
afterAll(async () => {
  await lab.stop()
  rmSync(directory, { recursive: true })
})

/** The example inventory with the lab's hosts in the place of its addresses. */
function exampleInventory(): string {
  const inventory = join(directory, 'example')
  cpSync(join(root, 'inventories/example'), inventory, { recursive: true })
  rmSync(join(inventory, 'host_vars'), { recursive: true })
  const settings = { app_settings: '\'{"workers": 8, "log_level": "debug"}\'' }
  const [h1, h2] = [lab.host('h1'), lab.host('h2')]
  const groups = `[webservers]\n${inventoryLine({ ...h1, name: 'web1' })}[appservers]\n${inventoryLine({ ...h2, name: 'app1' }, settings)}`
  writeFileSync(join(inventory, 'hosts'), groups)
  return inventory
}

const succeeded = ({ status, stdout, stderr }: Ran) => expect(status, stdout + stderr).toBe(0)

describe('playbooks/site.yml', () => {
  it('says in a dry run on a fresh application server what the run then does', async () => {
    const site = ['-i', exampleInventory(), 'playbooks/site.yml', '--limit', 'appservers']
    const [dry, real] = [await runbook([...site, '--check', '--diff']), await runbook(site)]
    for (const run of [dry, real]) succeeded(run)
    expect(real.recap).toMatchObject({ app1: { failed: 0, changed: 8 } })
    // The handler is a command, which a dry run passes over.
    expect(dry.recap).toMatchObject({ app1: { failed: 0, changed: 7 } })
  })

  it('makes all of the site, and finds nothing to do the second time, in a dry run as well', async () => {
    const site = ['-i', exampleInventory(), 'playbooks/site.yml']
    const runs = [await runbook(site), await runbook(site), await runbook([...site, '--check', '--diff'])]
    for (const run of runs) succeeded(run)
    expect(runs[0]!.recap).toMatchObject({ web1: { failed: 0, changed: 9 }, app1: { failed: 0, changed: 0 } })
    expect(runs[1]!.recap).toMatchObject({ web1: { failed: 0, changed: 0 }, app1: { failed: 0, changed: 0 } })
    expect(runs[2]!.recap).toMatchObject({ web1: { failed: 0, changed: 0 }, app1: { failed: 0, changed: 0 } })
  })

  it('leaves a web server that answers, and an application with its own settings', async () => {
    const page = await lab.exec(
      lab.host('h1'),
      'exec 3<>/dev/tcp/127.0.0.1/8080; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3',
    )
    expect(page.stdout).toContain('<h1>Welcome</h1>')
    const configuration = await lab.exec(lab.host('h2'), 'cat /srv/shop/current/app.conf')
    expect(configuration.stdout).toContain('log_level = debug\nworkers = 8\n')
    expect((await lab.exec(lab.host('h2'), 'id -nG alice')).stdout.trim().split(' ').sort()).toEqual([
      'alice',
      'staff',
      'sudo',
    ])
  })
})

describe('playbooks/legacy-2015.yml', () => {
  const run = (...options: string[]) =>
    runbook(['-i', join(directory, 'legacy'), 'playbooks/legacy-2015.yml', ...options])

  it('runs unmodified, and a second time changes nothing but the restart', async () => {
    const line = inventoryLine({ ...lab.host('h2'), name: 'testserver' })
    writeFileSync(join(directory, 'legacy'), `[webservers]\n${line}\n[appservers]\n${line}${line}`)
    const [first, second] = [await run(), await run()]
    succeeded(first)
    succeeded(second)
    expect(first.recap).toMatchObject({ testserver: { ok: 6, failed: 0 } })
    expect(second.recap).toMatchObject({ testserver: { ok: 6, changed: 1, failed: 0 } })
    expect(first.stdout + first.stderr).toMatch(/DEPRECATION WARNING[\s\S]*become/)
  })

  it('changes nothing but the restart in a dry run either', async () => {
    const dry = await run('--check', '--diff')
    succeeded(dry)
    expect(dry.recap).toMatchObject({ testserver: { ok: 6, changed: 1 } })
  })
})
