import { notifications } from '@mantine/notifications'
import { navigate } from 'wouter/use-hash-location'
import { type Problem, StudioError } from '../../core/problem'
import type { SyntheticMarker } from '../../core/readers/synthetic-marker'
import { useUi } from '../../store/ui'
import { importFile, useWork } from '../../store/work'
import { formatQuantity } from '../../ui/format'
import { askToPersist } from '../boot/persistence'
import { stagePath } from '../routes'
import { isBackup, isRecipe, provenanceIn } from './file-kinds'

let receiver: ((files: readonly File[]) => void) | undefined
/** A screen that takes dropped files itself, until the returned function is called. */
export function receiveFiles(take: (files: readonly File[]) => void): () => void {
  receiver = take
  return () => {
    receiver = undefined
  }
}

let sorted: Promise<unknown> = Promise.resolve()
/**
 * The one door for files: dropped, pasted, picked, opened with the studio, shared with it, or a built-in sample. What
 * came first is sorted out first, so that a recipe is taken before the table that was dropped behind it.
 */
export async function intake(files: readonly File[]): Promise<void> {
  const mine = sorted.then(() => sortOut(files))
  sorted = mine.catch(() => {})
  const table = await mine
  if (table) await open(table.file, table.beside)
}

const mayBePictures = /\.(zip|png|jpe?g|webp|gif|bmp|avif|svg)$/i

interface DroppedTable {
  readonly file: File
  readonly beside: SyntheticMarker | undefined
}

/** Takes what is no table at once; a table to read is handed back. */
async function sortOut(files: readonly File[]): Promise<DroppedTable | undefined> {
  if (files.length > 0 && receiver) {
    receiver(files)
    return
  }
  if (files.some(({ name }) => mayBePictures.test(name)) && (await (await import('./pictures')).takePictures(files)))
    return
  const { tables, beside } = await withoutProvenance(files)
  const [file, ...others] = tables
  if (!file) {
    if (beside) tell('This is the provenance of a synthetic table', 'Drop the table itself together with it.')
    else tell('There was no file in it', 'Drop a table: CSV, TSV, JSON, Parquet or Excel.')
    return
  }
  if (await isTakenAtOnce(file)) return
  if (others.length > 0) {
    tell(
      `Reading “${file.name}”`,
      `One table at a time: ${formatQuantity(others.length, 'other file was', 'other files were')} left alone. Drop them afterwards.`,
    )
  }
  return { file, beside }
}

/** A backup or a recipe is taken, or refused with its reason. */
async function isTakenAtOnce(file: File): Promise<boolean> {
  try {
    if (isBackup(file)) await (await import('./backup')).restore(file)
    else if (await isRecipe(file)) await (await import('./recipe')).takeRecipe(await file.text())
    else return false
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    await tellProblem(error.problem)
  }
  return true
}

/** A `provenance.json` among the files belongs to the table beside it. */
async function withoutProvenance(files: readonly File[]) {
  const markers = await Promise.all(files.map(provenanceIn))
  const beside = markers.find((marker) => marker !== undefined)
  return { tables: files.filter((_, i) => !markers[i]), ...(beside ? { beside } : {}) }
}

/** Reads a table into a new project and shows it at once. */
async function open(file: File, beside: SyntheticMarker | undefined): Promise<void> {
  const reading = importFile(file, { ...(beside ? { beside } : {}), prepare: applyRecipeThatWaits })
  const projectId = useWork.getState().importing?.projectId
  if (projectId) navigate(stagePath(projectId, 'data'))
  const readId = await reading
  const failed = useWork.getState().importing?.projectId === readId
  if (failed) return
  await askToPersist()
}

/** The choices of a recipe that was dropped before its table; one that does not fit goes on waiting. */
async function applyRecipeThatWaits(projectId: string): Promise<void> {
  if (!useUi.getState().waitingRecipe) return
  try {
    await (await import('./recipe')).applyWaitingRecipe(projectId)
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    await tellProblem(error.problem)
  }
}

let pick = (): void => {}
/** The window's file input lends its dialog. */
export function lendPicker(open: () => void): void {
  pick = open
}
export const openFiles = (): void => pick()

/** Takes a table from the clipboard. The browser asks the person first. */
export async function pasteTable(): Promise<void> {
  let text: string
  try {
    text = await navigator.clipboard.readText()
  } catch {
    return tell('The browser does not hand out the clipboard', 'Press ⌘V or Ctrl V on this page instead.')
  }
  await takeText(text)
}

/** A pasted text is a table when it has more than one line. */
export async function takeText(text: string): Promise<void> {
  if (!/\S[\r\n]+\s*\S/.test(text)) {
    return tell(
      'There is no table in the clipboard',
      'Copy some rows with their header, in a spreadsheet for instance.',
    )
  }
  const isTabbed = text.slice(0, 2000).includes('\t')
  await intake([new File([text], isTabbed ? 'Pasted table.tsv' : 'Pasted table.csv', { type: 'text/plain' })])
}

function tell(title: string, message: string): void {
  notifications.show({ title, message, color: 'gray' })
}

export async function tellProblem(problem: Problem): Promise<void> {
  const { problemText } = await import('../problem-text')
  const { title, advice } = problemText(problem)
  notifications.show({ title, message: advice, color: 'red', autoClose: 12_000 })
}
