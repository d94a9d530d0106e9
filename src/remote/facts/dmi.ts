/** What the firmware tells of the machine. */
import type { Facts } from './platform.ts'
import type { FactSources } from './sources.ts'

/** A fact, its file below /sys/devices/virtual/dmi/id, and what `dmidecode -s` calls it. */
const fields: readonly (readonly [fact: string, file: string, keyword: string])[] = [
  ['bios_date', 'bios_date', 'bios-release-date'],
  ['bios_vendor', 'bios_vendor', 'bios-vendor'],
  ['bios_version', 'bios_version', 'bios-version'],
  ['board_asset_tag', 'board_asset_tag', 'baseboard-asset-tag'],
  ['board_name', 'board_name', 'baseboard-product-name'],
  ['board_serial', 'board_serial', 'baseboard-serial-number'],
  ['board_vendor', 'board_vendor', 'baseboard-manufacturer'],
  ['board_version', 'board_version', 'baseboard-version'],
  ['chassis_asset_tag', 'chassis_asset_tag', 'chassis-asset-tag'],
  ['chassis_serial', 'chassis_serial', 'chassis-serial-number'],
  ['chassis_vendor', 'chassis_vendor', 'chassis-manufacturer'],
  ['chassis_version', 'chassis_version', 'chassis-version'],
  ['form_factor', 'chassis_type', 'chassis-type'],
  ['product_name', 'product_name', 'system-product-name'],
  ['product_serial', 'product_serial', 'system-serial-number'],
  ['product_uuid', 'product_uuid', 'system-uuid'],
  ['product_version', 'product_version', 'system-version'],
  ['system_vendor', 'sys_vendor', 'system-manufacturer'],
]

/** Chassis types of the SMBIOS specification (DSP0134, 7.4.1), by number. */
const formFactors = (
  'Unknown,Other,Unknown,Desktop,Low Profile Desktop,Pizza Box,Mini Tower,Tower,Portable,Laptop,Notebook,Hand Held,' +
  'Docking Station,All In One,Sub Notebook,Space-saving,Lunch Box,Main Server Chassis,Expansion Chassis,Sub Chassis,' +
  'Bus Expansion Chassis,Peripheral Chassis,RAID Chassis,Rack Mount Chassis,Sealed-case PC,Multi-system,CompactPCI,' +
  'AdvancedTCA,Blade,Blade Enclosure,Tablet,Convertible,Detachable,IoT Gateway,Embedded PC,Mini PC,Stick PC'
).split(',')

/** `product_name`, `system_vendor`, `bios_version`, …; `NA` where nothing is told. */
export const dmiFacts = (sources: FactSources): Facts =>
  Object.fromEntries(
    fields.map((field) => [field[0], sources.exists('dmi') ? told(field, sources) : decoded(field, sources)]),
  )

const told = ([fact, file]: (typeof fields)[number], sources: FactSources): string => {
  const value = sources.file(`/sys/devices/virtual/dmi/id/${file}`)
  if (value === undefined) return 'NA'
  return fact === 'form_factor' ? (formFactors[Number(value)] ?? `unknown (${value})`) : value
}

const decoded = ([, , keyword]: (typeof fields)[number], sources: FactSources): string => {
  const lines = sources.section(`dmi ${keyword}`).split('\n')
  return lines.filter((line) => !line.startsWith('#')).join('') || 'NA'
}
