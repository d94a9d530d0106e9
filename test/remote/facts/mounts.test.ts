import { expect, test } from 'vitest'
import { mountFacts } from '../../../src/remote/facts/mounts.ts'
import { sourcesOf } from './rig.ts'

test('mounts of devices and servers have their sizes', () => {
  const sources = sourcesOf({
    files: {
      '/etc/mtab':
        '/dev/vda1 / ext4 rw,relatime 0 0\nproc /proc proc rw 0 0\n/dev/vda1 /b ext4 rw 0 0\nnas:/x /mnt/my\\040dir nfs4 rw 0 0',
      '/proc/self/mountinfo': '29 1 253:1 /dir /b rw - ext4 /dev/vda1 rw\n30 1 253:1 / / rw - ext4 /dev/vda1 rw',
    },
    sections: {
      sizes: '4096 4096 100 40 50 20 /\n1024 4096 10 5 3 1 /mnt/my dir',
      uuids: '/dev/vda1 1234-5678\n/dev/vda',
    },
  })
  const root = { device: '/dev/vda1', fstype: 'ext4', uuid: '1234-5678' }
  expect(mountFacts(sources).mounts).toEqual([
    {
      ...root,
      mount: '/',
      options: 'rw,relatime',
      size_total: 409600,
      size_available: 163840,
      block_size: 4096,
      block_total: 100,
      block_available: 40,
      block_used: 60,
      inode_total: 50,
      inode_available: 20,
      inode_used: 30,
    },
    { ...root, mount: '/b', options: 'rw,bind' },
    expect.objectContaining({ mount: '/mnt/my dir', device: 'nas:/x', size_total: 10240, uuid: 'N/A' }),
  ])
})
