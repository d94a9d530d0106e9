/** The name of the copy that is kept of a file: `PATH.PID.YYYY-MM-DD@HH:MM:SS~`. */
export const backupName = (path: string, now: Date = new Date()): string => {
  const two = (part: number): string => String(part).padStart(2, '0')
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')
  return `${path}.${process.pid}.${date}@${time}~`
}
