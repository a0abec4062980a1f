import type { Page } from '@playwright/test'

type Row = Readonly<Record<string, unknown>>

/** All objects of a store of the studio's database, as the browser hands them out; blobs and arrays do not come along. */
export function stored(page: Page, store: 'projects' | 'runs' | 'outputs' | 'reports' | 'checkpoints'): Promise<Row[]> {
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
