import type { ModuleCases } from './module-case.ts'

const ofGeneral = 'ansible-core has no community.general'

/** Modules of collections that administer hosts. */
export const collectionCases: ModuleCases = {
  ini_file: {
    setUp: 'printf "# top\\n[a]\\nx=1\\n#y = 2\\n\\n[b]\\nx=1\\n" >ini; ln -s ini link',
    tasks: {
      'changes an option': {
        task: 'community.general.ini_file: {path: "{{ here }}/ini", section: a, option: y, value: 3, mode: "0600"}',
        course: 'once',
        keys: 'changed msg path',
      },
      'adds a section, and keeps a copy': {
        task: 'ini_file: {path: "{{ here }}/ini", section: c, option: z, values: [1, 2], backup: true, no_extra_spaces: true}',
        course: 'once',
        keys: 'backup_file changed msg path',
      },
      'removes a section': {
        task: 'ini_file: {path: "{{ here }}/link", section: b, state: absent, follow: true}',
        course: 'once',
        keys: 'changed msg path',
      },
      'makes a file with its directory': {
        task: 'ini_file: {path: "{{ here }}/new/ini", option: x, allow_no_value: true}',
        course: 'once',
        keys: 'changed msg path',
      },
      'refuses no value': {
        task: 'ini_file: {path: "{{ here }}/ini", section: a, option: y}',
        course: 'refused',
        keys: 'msg',
      },
    },
    notCompared: ofGeneral,
  },
  mount: {
    setUp:
      'mkdir leaving; printf "# none\\nproc /proc proc defaults 0 0\\nnone /srv/cases/mount/leaving tmpfs defaults 0 0\\n" >fstab; mount -t tmpfs none leaving',
    tasks: {
      'mounts now and at boot': {
        task: 'ansible.posix.mount: {path: "{{ here }}/a/b", src: case-mount, fstype: tmpfs, opts: "size=1m", state: mounted, fstab: "{{ here }}/fstab"}',
        course: 'once',
        keys: 'backup_file boot changed dump fstab fstype name opts passno src',
      },
      'only notes one': {
        task: 'mount: {path: "{{ here }}/with blank", src: none, fstype: tmpfs, opts: ro, boot: false, state: present, fstab: "{{ here }}/fstab"}',
        course: 'once',
        keys: 'backup_file boot changed dump fstab fstype name opts passno src',
      },
      'mounts anew': {
        task: 'mount: {path: "{{ here }}/a/b", state: remounted, fstab: "{{ here }}/fstab"}',
        course: 'always',
      },
      'unmounts and forgets': {
        task: 'mount: {path: "{{ here }}/leaving", state: absent, fstab: "{{ here }}/fstab", backup: true}',
        course: 'once',
        keys: 'backup_file changed fstab name',
      },
      'undoes what fails': {
        task: 'mount: {path: "{{ here }}/no/such", src: /dev/no-such, fstype: ext4, state: mounted, fstab: "{{ here }}/fstab"}',
        course: 'unforeseenRefusal',
        keys: 'msg',
      },
    },
    state: 'grep /srv/cases/mount /proc/self/mounts',
    notCompared: 'ansible-core has no ansible.posix',
  },
}
