import { navigate } from 'wouter/use-hash-location'
import { db } from '../../db/database'
import { importPictures } from '../../jobs/pictures'
import { draft, problemOf, useWork } from '../../store/work'
import type { PlacedFile } from '../../wire/pictures-api'
import { askToPersist } from '../boot/persistence'
import { stagePath } from '../routes'

const picture = /\.(png|jpe?g|webp|gif|bmp|avif|svg)$/i
/** Files that may say what is seen in pictures that come with them. */
const labels = /\.(json|jsonl|csv|tsv|txt|xml|ya?ml|names)$/i
const directoryBytes = 65_536

/** Takes a zip of pictures, or pictures, into a project of their own; false when it is something else. */
export async function takePictures(files: readonly File[]): Promise<boolean> {
  const zip = files.find(({ name }) => /\.zip$/i.test(name))
  const found = zip ? ((await holdsPictures(zip)) ? [zip] : []) : files.filter(({ name }) => picture.test(name))
  const [first] = found
  if (!first) return false
  const taken = zip ? found : [...found, ...files.filter(({ name }) => labels.test(name))]
  const placed = taken.map((file) => ({ path: pathOf(file), file }))
  const folder = pathOf(first)
    .replace(/^\.?\//, '')
    .split('/')[0]!
  const inFolder = folder !== first.name
  void read(zip || (placed.length === 1 && !inFolder) ? first.name : inFolder ? folder : 'Pictures', placed)
  return true
}

/** By the names in the last part of its directory (APPNOTE.TXT 4.3.12): nothing is unpacked. */
async function holdsPictures(zip: File): Promise<boolean> {
  const start = Math.max(0, zip.size - directoryBytes)
  const bytes = new Uint8Array(await zip.slice(start).arrayBuffer())
  const view = new DataView(bytes.buffer)
  for (let at = 0; at + 46 < bytes.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)))
    if (picture.test(name)) return true
  }
  return false
}

/** A dropped or picked folder names the places of its files, each browser part in its own way. */
function pathOf(file: File): string {
  const { path } = file as File & { readonly path?: string }
  return path || file.webkitRelativePath || file.name
}

async function read(name: string, files: readonly PlacedFile[]): Promise<void> {
  const projectId = crypto.randomUUID()
  const patch = (change: object) => {
    const { importingPictures } = useWork.getState()
    if (importingPictures?.projectId === projectId)
      useWork.setState({ importingPictures: { ...importingPictures, ...change } })
  }
  useWork.setState({ importingPictures: { projectId, name } })
  navigate(stagePath(projectId, 'data'))
  try {
    await importPictures(projectId, name, files, (progress) => patch({ progress }))
    // Nothing is learned from synthetic pictures before the person has been warned.
    if (!(await db.projects.get(projectId))?.source.marker) void draft(projectId)
    if (useWork.getState().importingPictures?.projectId === projectId)
      useWork.setState({ importingPictures: undefined })
    await askToPersist()
  } catch (error) {
    patch({ problem: problemOf(error) })
  }
}
