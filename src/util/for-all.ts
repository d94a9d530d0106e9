/**
 * Does the work for all items at once. Where it fails for one, it is not begun for others any more; the failure is told
 * when those that had begun have ended.
 */
export const forAll = async <T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  limit: (begin: () => Promise<void>) => Promise<void> = (begin) => begin(),
): Promise<void> => {
  const failures: unknown[] = []
  const attempt = async (item: T): Promise<void> => {
    try {
      if (failures.length === 0) await work(item)
    } catch (error) {
      failures.push(error)
    }
  }
  await Promise.all(items.map((item) => limit(() => attempt(item))))
  if (failures.length > 0) throw failures[0]
}
