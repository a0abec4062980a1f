import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright'

/** What the page saw of a file that was dropped or picked. */
export interface Watched {
  /** From the drop until the first rows are painted. */
  readonly firstRowsMs: number
  /** The longest task of the main thread since the drop: nothing is drawn and no key is heard meanwhile. */
  readonly longestTaskMs: number
}

/**
 * Starts a watch inside the page, where no driver's latency is measured; call the result when the journey is over.
 * The file may be dropped or put into the file input.
 */
export async function watchDrop(page: Page): Promise<() => Promise<Watched>> {
  await page.evaluate(() => {
    const seen = { firstRowsMs: Number.NaN, longestTaskMs: 0 }
    Object.assign(window, { seen })
    let startedAt = Number.NaN
    const start = () => {
      if (!Number.isNaN(startedAt)) return
      startedAt = performance.now()
      new PerformanceObserver((tasks) => {
        for (const { duration } of tasks.getEntries()) seen.longestTaskMs = Math.max(seen.longestTaskMs, duration)
      }).observe({ entryTypes: ['longtask'] })
    }
    addEventListener('drop', start, true)
    addEventListener('change', start, true)
    const watcher = new MutationObserver(() => {
      if (!document.querySelector('[role=grid] [role=gridcell]')) return
      watcher.disconnect()
      // After the next frame the rows are on screen.
      requestAnimationFrame(() => setTimeout(() => Object.assign(seen, { firstRowsMs: performance.now() - startedAt })))
    })
    watcher.observe(document, { childList: true, subtree: true })
  })
  return () => page.evaluate(() => Reflect.get(window, 'seen') as Watched)
}

/** Peak resident memory of processes by their kind, in MB. */
export type Peaks = Readonly<Record<string, number>>

/** Of the browser's processes so far; undefined where the system does not tell. */
export async function browserMemory(page: Page): Promise<Peaks | undefined> {
  const session = await page.context().browser()!.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const peaks: Record<string, number> = {}
  for (const { id, type } of processInfo) {
    const status = `/proc/${id}/status`
    if (!existsSync(status)) return undefined
    const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024
    peaks[type] = Math.max(peaks[type] ?? 0, peak)
  }
  return peaks
}
