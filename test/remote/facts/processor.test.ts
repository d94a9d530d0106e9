import { expect, test } from 'vitest'
import { processorFacts } from '../../../src/remote/facts/processor.ts'
import { sourcesOf } from './rig.ts'

const cpu = (id: number, socket: number, core: number) =>
  `processor\t: ${id}\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon\nphysical id\t: ${socket}\nsiblings\t: 4\ncore id\t\t: ${core}\ncpu cores\t: 2`

test('sockets, cores and threads are counted', () => {
  const cpuinfo = [0, 1, 2, 3, 4, 5, 6, 7].map((id) => cpu(id, id >> 2, (id >> 1) & 1)).join('\n')
  const files = { '/proc/self/status': 'Name:\tgrep\nCpus_allowed_list:\t0-3,6' }
  const { processor, ...counts } = processorFacts(sourcesOf({ files, sections: { cpuinfo } }), 'x86_64')
  expect((processor as string[]).slice(0, 4)).toEqual(['0', 'GenuineIntel', 'Xeon', '1'])
  expect(counts).toEqual({
    processor_count: 2,
    processor_cores: 2,
    processor_threads_per_core: 2,
    processor_vcpus: 8,
    processor_nproc: 5,
  })
})

test('ARM tells no topology', () => {
  const cpuinfo = 'processor\t: 0\nprocessor\t: 1\n'
  expect(processorFacts(sourcesOf({ sections: { cpuinfo } }), 'aarch64')).toEqual({
    processor: ['0', '1'],
    processor_count: 2,
    processor_cores: 1,
    processor_threads_per_core: 1,
    processor_vcpus: 2,
    processor_nproc: 2,
  })
})
