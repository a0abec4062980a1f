import type { Column } from '../table/table'
import type { ReadEvent } from './reader'
import { type Cell, type CellDialect, createColumnTyper } from './type-column'
import type { Warnings } from './warnings'

const previewRows = 100
const usualRows = 65_536
const mostCells = 2_000_000 // per chunk: wide tables get shorter chunks

/** Gathers rows of cells and gives them back as typed column chunks: a small one first, for the preview. */
export interface TableStream {
  readonly rows: number
  /** `row`: 1-based in the file. Missing cells at the end are missing values. */
  add(cells: readonly Cell[]): void
  /** The full chunks so far; with `rest`, what is left too. */
  drain(progress: number, rest: boolean): Generator<ReadEvent>
  /** Once, after the last drain. */
  done(complete: boolean): ReadEvent
}

interface TableStreamOptions {
  readonly names: readonly string[]
  readonly dialect: CellDialect
  readonly warnings: Warnings
  readonly chunkRows?: number | undefined
  /** The 1-based row of the first one added: 2 after a header. */
  readonly firstRow: number
}

export function createTableStream({ names, dialect, warnings, chunkRows, firstRow }: TableStreamOptions): TableStream {
  const width = names.length
  const fullRows = Math.max(1, Math.min(chunkRows ?? usualRows, Math.ceil(mostCells / Math.max(1, width))))
  const typers = names.map((name) => createColumnTyper(name, dialect, warnings))
  const ready: { rows: number; columns: Column[] }[] = []
  let target = Math.min(previewRows, fullRows)
  let buffers: Cell[][] = names.map(() => [])
  let held = 0
  let total = 0

  function close() {
    const start = firstRow + total - held
    ready.push({ rows: held, columns: buffers.map((cells, c) => typers[c]!.type(cells, start)) })
    buffers = names.map(() => [])
    held = 0
    target = fullRows
  }

  return {
    get rows() {
      return total
    },
    add(cells) {
      for (let c = 0; c < width; c++) buffers[c]!.push(c < cells.length ? cells[c]! : null)
      held++
      total++
      if (held === target) close()
    },
    *drain(progress, rest) {
      if (rest && held > 0) close()
      for (const chunk of ready.splice(0)) yield { type: 'rows', ...chunk, progress }
    },
    done(complete) {
      for (const typer of typers) typer.finish(warnings)
      return { type: 'done', rows: total, warnings: warnings.list(), complete }
    },
  }
}
