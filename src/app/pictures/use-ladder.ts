import { useEffect, useState } from 'react'
import { previewLadder } from '../../jobs/pictures'
import type { PictureLadder } from '../../wire/pictures-api'

const rowsShown = 4

/** Some pictures at each strength of a kind of damage; those shown stay until the next ones are here. */
export function useLadder(projectId: string, kind: string, seed: number): readonly PictureLadder[] {
  const [rows, setRows] = useState<readonly PictureLadder[]>([])
  useEffect(() => {
    let isWanted = true
    void previewLadder(projectId, kind, seed, rowsShown).then((made) => {
      if (isWanted) setRows(made)
    })
    return () => {
      isWanted = false
    }
  }, [projectId, kind, seed])
  return rows
}
