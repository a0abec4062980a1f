import { useState } from 'react'
import { problemOf } from '../../store/work'
import { offerDownload } from '../../ui/offer-download'
import type { PictureProgress } from '../../wire/pictures-api'
import type { SaveState } from './save-outcome'

interface SaveZip {
  readonly state: SaveState
  /** Makes a zip of `total` pictures and hands it to the person as `name`; what goes wrong is in `state`. */
  save(
    name: string,
    total: number,
    make: (onProgress: (progress: PictureProgress) => void) => Promise<Blob>,
  ): Promise<void>
}

/** The making and saving of a zip, and how far it has come. */
export function useSaveZip(): SaveZip {
  const [state, setState] = useState<SaveState>({ status: 'ready' })
  return {
    state,
    async save(name, total, make) {
      setState({ status: 'making', progress: { done: 0, of: total } })
      try {
        const blob = await make((progress) => setState({ status: 'making', progress }))
        const file = new File([blob], name, { type: 'application/zip' })
        offerDownload(file)
        setState({ status: 'saved', name: file.name, bytes: file.size })
      } catch (error) {
        setState({ status: 'failed', problem: problemOf(error) })
      }
    },
  }
}
