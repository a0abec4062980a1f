import { deletePictures } from '../db/pictures'
import { stopImport } from '../jobs/pictures'
import { useWork } from './work'

/** Gives up the pictures that are being read: the worker ends first, so that nothing is stored behind the deletion. */
export async function cancelPictures(): Promise<void> {
  const { importingPictures } = useWork.getState()
  stopImport()
  useWork.setState({ importingPictures: undefined })
  if (importingPictures) await deletePictures(importingPictures.projectId)
}
