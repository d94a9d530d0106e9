import { expect, it } from 'vitest'
import { interpreterName, interpreterOf, programStyle } from '../../../src/modules/programs/style.ts'

it.each([
  ['#!/bin/sh\n. "$1"\n', 'key-value'],
  ['#!/usr/bin/perl\n# WANT_JSON\n', 'want-json'],
  ['#!/usr/bin/python\nargs = "<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>"\n', 'json-args'],
  ['#!/usr/bin/python\nfrom ansible.module_utils.basic import AnsibleModule\n', 'python'],
  ['#!/usr/bin/python\nimport ansible.module_utils.basic\n', 'python'],
  ['#!/usr/bin/python\nfrom ansible_collections.acme.tools.plugins.module_utils.x import y\n', 'python'],
  ['#!/usr/bin/python\nfrom ..module_utils.x import y\n', 'python'],
  ['#!/usr/bin/python\n#<<INCLUDE_ANSIBLE_MODULE_COMMON>>\n', 'python'],
  ['#!powershell\n#Requires -Module Ansible.ModuleUtils.Legacy\n', 'powershell'],
  ['\x7fELF\0\0', 'binary'],
])('%j is %s', (text, style) => {
  expect(programStyle(Buffer.from(text))).toBe(style)
})

it.each([
  ['#!/bin/bash\n', ['/bin/bash'], 'bash'],
  ['#! /usr/bin/perl -w\nx', ['/usr/bin/perl', '-w'], 'perl'],
  ['#!/usr/bin/env ruby', ['/usr/bin/env', 'ruby'], 'ruby'],
])('%j names %s', (text, words, name) => {
  expect(interpreterOf(Buffer.from(text))).toEqual(words)
  expect(interpreterName(words)).toBe(name)
})

it.each(['echo\n', '#!\n', ''])('%j names no interpreter', (text) => {
  expect(interpreterOf(Buffer.from(text))).toBeUndefined()
})
