import { useState } from 'react'
import { syntheticName } from '../../core/exporters/file-name'
import type { Problem } from '../../core/problem'
import type { Output, Project } from '../../db/objects'
import { exportOutput, problemOf } from '../../store/work'
import { offerDownload } from '../../ui/offer-download'
import type { FormatWords } from './formats'

export type SaveState =
  | { readonly status: 'idle' | 'picker-cancelled' | 'writing' | 'stopped' | 'shared' }
  | { readonly status: 'saved'; readonly name: string; readonly how: 'saved' | 'downloaded' }
  /** Browsers open the share sheet only right after a click; making the file took too long for that. */
  | { readonly status: 'ready-to-share'; readonly file: File }
  | { readonly status: 'failed'; readonly problem: Problem }

export interface SaveActions {
  readonly state: SaveState
  save(format: FormatWords): Promise<void>
  download(format: FormatWords): Promise<void>
  share(format: FormatWords): Promise<void>
  shareFile(file: File): Promise<void>
}

export const hasSavePicker = (): boolean => 'showSaveFilePicker' in window

export function canShare({ extension, mimeType }: FormatWords): boolean {
  return navigator.canShare?.({ files: [new File([''], `rows.${extension}`, { type: mimeType })] }) ?? false
}

/** The ways out of the studio for one output. */
export function useSave(project: Project, output: Output): SaveActions {
  const [state, setState] = useState<SaveState>({ status: 'idle' })
  const nameOf = (format: FormatWords) => syntheticName(project.name, format.extension)

  async function guarded(work: () => Promise<SaveState>): Promise<void> {
    setState({ status: 'writing' })
    try {
      setState(await work())
    } catch (error) {
      const problem = problemOf(error)
      setState(problem.code === 'run/cancelled' ? { status: 'stopped' } : { status: 'failed', problem })
    }
  }

  async function makeFile(format: FormatWords): Promise<File> {
    const blob = await exportOutput(output.id, format.id, { to: 'download' })
    if (!blob) throw new Error(`no file came back for ${format.id}`)
    return new File([blob], nameOf(format), { type: format.mimeType })
  }

  async function download(format: FormatWords): Promise<void> {
    await guarded(async () => {
      const file = await makeFile(format)
      offerDownload(file)
      return { status: 'saved', name: file.name, how: 'downloaded' }
    })
  }

  async function shareFile(file: File): Promise<void> {
    try {
      await navigator.share({ files: [file], title: file.name })
      setState({ status: 'shared' })
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      setState(error.name === 'AbortError' ? { status: 'picker-cancelled' } : { status: 'ready-to-share', file })
    }
  }

  return {
    state,
    download,
    shareFile,
    async save(format) {
      if (!hasSavePicker()) return download(format)
      const handle = await askForPlace(nameOf(format), format)
      if (!handle) return setState({ status: 'picker-cancelled' })
      await guarded(async () => {
        await exportOutput(output.id, format.id, { to: 'handle', handle })
        return { status: 'saved', name: handle.name, how: 'saved' }
      })
    },
    async share(format) {
      let file: File | undefined
      await guarded(async () => {
        file = await makeFile(format)
        return { status: 'idle' }
      })
      if (file) await shareFile(file)
    },
  }
}

/** File System Access, in Chromium; not yet among the standard DOM types. */
interface SavePicker {
  showSaveFilePicker(options: {
    readonly suggestedName: string
    readonly types: readonly { readonly description: string; readonly accept: Readonly<Record<string, string[]>> }[]
  }): Promise<FileSystemFileHandle>
}

/** The save dialog; nothing when it was closed. */
async function askForPlace(suggestedName: string, format: FormatWords): Promise<FileSystemFileHandle | undefined> {
  try {
    return await (window as unknown as SavePicker).showSaveFilePicker({
      suggestedName,
      types: [{ description: format.label, accept: { [format.mimeType]: [`.${format.extension}`] } }],
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}
