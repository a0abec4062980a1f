import * as Comlink from 'comlink'
import { keepProblemsWhole } from './errors'

/** Opens a worker's doors: the last line of every worker entry. */
export function expose(api: object): void {
  keepProblemsWhole()
  Comlink.expose(api)
}
