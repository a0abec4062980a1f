import type { LiveRun, Output, Project, Run, StoredSchema } from '../src/db/objects'

// These run in the page, on the studio’s own database.

interface NetworkChoice {
  /** 0: as many as the network wants. */
  readonly steps: number
  /** The split, when it is not to stay as it is. */
  readonly holdout?: 'early-stop'
}

/** Lets the next run of the only project be the network. */
export function chooseNetwork({ steps, holdout }: NetworkChoice): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('synthetic-data-studio')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const writing = opening.result.transaction('projects', 'readwrite')
      const reading = writing.objectStore('projects').getAll()
      reading.onsuccess = () => {
        const generator = { id: 'any-order', minimumCount: 5, options: { 'any-order': { steps } } }
        const project = { ...reading.result[0], generator }
        if (holdout) project.split = { ...project.split, holdout }
        writing.objectStore('projects').put(project)
      }
      writing.oncomplete = () => resolve()
      writing.onerror = () => reject(writing.error)
    }
  })
}

export function readStores(): Promise<{ project: Project; schema: StoredSchema; runs: Run[]; outputs: Output[] }> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('synthetic-data-studio')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const reading = opening.result.transaction(['projects', 'schemas', 'runs', 'outputs'])
      const [projects, schemas, runs, outputs] = ['projects', 'schemas', 'runs', 'outputs'].map((name) =>
        reading.objectStore(name).getAll(),
      )
      reading.oncomplete = () =>
        resolve({
          project: projects!.result[0],
          schema: schemas!.result[0],
          runs: runs!.result as Run[],
          outputs: outputs!.result as Output[],
        })
      reading.onerror = () => reject(reading.error)
    }
  })
}

/** Whether a run that takes steps, hence the network, shows rows of its own. */
export function networkHasSample(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('synthetic-data-studio-live')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const reading = opening.result.transaction('live').objectStore('live').getAll()
      reading.onerror = () => reject(reading.error)
      reading.onsuccess = () => {
        opening.result.close()
        resolve((reading.result as LiveRun[]).some(({ step, sample }) => step > 0 && sample.length > 0))
      }
    }
  })
}
