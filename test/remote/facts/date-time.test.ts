import { expect, test } from 'vitest'
import { dateTimeFacts } from '../../../src/remote/facts/date-time.ts'
import { sourcesOf } from './rig.ts'

const times = (date: string, zone: string) =>
  dateTimeFacts(sourcesOf({ sections: { date, zone } })).date_time as Record<string, string>

test('a time is told in the zone of the host and in UTC', () => {
  expect(times('1795275526.398865123 +0100 CET', 'CET-1CEST,M3.5.0,M10.5.0/3')).toEqual({
    date: '2026-11-21',
    day: '21',
    epoch: '1795275526',
    epoch_int: '1795275526',
    hour: '16',
    iso8601: '2026-11-21T15:38:46Z',
    iso8601_basic: '20261121T163846398865',
    iso8601_basic_short: '20261121T163846',
    iso8601_micro: '2026-11-21T15:38:46.398865Z',
    minute: '38',
    month: '11',
    second: '46',
    time: '16:38:46',
    tz: 'CET',
    tz_dst: 'CEST',
    tz_offset: '+0100',
    weekday: 'Saturday',
    weekday_number: '6',
    weeknumber: '46',
    year: '2026',
  })
})

test.each([
  ['UTC0', 'UTC'],
  ['<+0530>-5:30', '+0530'],
  ['EST5EDT,M3.2.0,M11.1.0', 'EDT'],
  ['', 'X'],
])('the rule %s has the summer name %s', (zone, expected) => {
  expect(times('0.0 +0000 X', zone).tz_dst).toBe(expected)
})

test('days before the first Monday are in week 00', () => {
  expect([times('1704067200.0 +0000 UTC', '').weeknumber, times('1672531200.0 +0000 UTC', '').weeknumber]).toEqual([
    '01',
    '00',
  ])
})
