import type { Page } from '@playwright/test'

type Row = Readonly<Record<string, unknown>>

/** All objects of a store of the studio's database, as the browser hands them out; blobs and arrays do not come along. */
export function stored(
  page: Page,
  store: 'projects' | 'schemas' | 'runs' | 'outputs' | 'reports' | 'checkpoints',
): Promise<Row[]> {
  return page.evaluate(
    (name) =>
      new Promise<Row[]>((resolve, reject) => {
        const opening = indexedDB.open('synthetic-data-studio')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const reading = opening.result.transaction(name).objectStore(name).getAll()
          reading.onerror = () => reject(reading.error)
          reading.onsuccess = () => {
            opening.result.close()
            resolve(JSON.parse(JSON.stringify(reading.result, (key, value) => (key === 'data' ? undefined : value))))
          }
        }
      }),
    store,
  )
}

/** Steps of the newest checkpoint that is stored; 0 when there is none. */
export async function storedStep(page: Page): Promise<number> {
  const checkpoints = await stored(page, 'checkpoints')
  return Math.max(0, ...checkpoints.map(({ checkpoint }) => (checkpoint as { step: number }).step))
}

/** Makes every stored report one of the first version, as an earlier studio left it. */
export function ageReports(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('synthetic-data-studio')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const writing = opening.result.transaction('reports', 'readwrite')
          const reading = writing.objectStore('reports').getAll()
          reading.onsuccess = () => {
            for (const { outputId, projectId, createdAt } of reading.result)
              writing
                .objectStore('reports')
                .put({ outputId, projectId, createdAt, report: { version: 1, columns: [] } })
          }
          writing.onerror = () => reject(writing.error)
          writing.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
  )
}

/**
 * Leaves the origin so many bytes beyond what it uses now; without a number the browser's own allowance is back.
 * Chromium holds what it found to be free for half a minute: only at the start of a test it counts at once.
 */
export async function leaveRoom(page: Page, bytes?: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const origin = new URL(page.url()).origin
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  await session.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(bytes === undefined ? {} : { quotaSize: usage + bytes }),
  })
}

export const noRoom = 'The browser has no room left to save this'
