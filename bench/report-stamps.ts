import type { Output, StoredReport } from '../src/db/objects'

/**
 * Runs in the page: notes when the first synthetic table is finished and when each part of its report stands, and the
 * most that the heaps of the page and its workers hold. Result: `window.reportStamps`.
 */
export function stampReports(): void {
  const stamps = { parts: [] as { left: number; seconds: number }[], isWhole: false, mostBytes: 0 }
  Object.assign(window, { reportStamps: stamps })
  let finishedAt = Number.NaN
  const read = (): Promise<{ outputs: Output[]; reports: StoredReport[] }> =>
    new Promise((resolve) => {
      const opening = indexedDB.open('synthetic-data-studio')
      opening.onsuccess = () => {
        const reading = opening.result.transaction(['outputs', 'reports'])
        const [outputs, reports] = ['outputs', 'reports'].map((name) => reading.objectStore(name).getAll())
        reading.oncomplete = () => {
          opening.result.close()
          resolve({ outputs: outputs!.result as Output[], reports: reports!.result as StoredReport[] })
        }
      }
    })
  const look = async () => {
    const { outputs, reports } = await read()
    const now = performance.now()
    if (Number.isNaN(finishedAt) && outputs.some(({ status }) => status === 'done')) finishedAt = now
    const report = reports[0]?.report
    if (report) {
      const left = report.pending?.length ?? 0
      if (stamps.parts.at(-1)?.left !== left) stamps.parts.push({ left, seconds: (now - finishedAt) / 1000 })
      stamps.isWhole = left === 0
    }
    if (!stamps.isWhole) setTimeout(() => void look(), 100)
  }
  void look()
  const weigh = async () => {
    const measure = Reflect.get(performance, 'measureUserAgentSpecificMemory') as () => Promise<{ bytes: number }>
    stamps.mostBytes = Math.max(stamps.mostBytes, (await measure.call(performance)).bytes)
    if (!stamps.isWhole) setTimeout(() => void weigh(), 500)
  }
  void weigh()
}
