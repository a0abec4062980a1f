import type { Field } from '../schema/schema'
import type { Table } from '../table/table'

export interface ExportHeader {
  readonly tableName: string
  readonly fields: readonly Field[]
  readonly rows: number
  /** Key-values for formats that hold such in the file itself. */
  readonly marks?: Readonly<Record<string, string>>
}

/** Rows arrive as tables of at most some ten thousand rows; bytes leave as they are made: bounded memory. */
export interface Exporter {
  readonly id: string
  readonly label: string
  readonly extension: string
  readonly mimeType: string
  /** The most rows the format can hold. */
  readonly limit?: number
  /** Spreadsheets open it: text that they would run as a formula is written with a leading apostrophe. */
  readonly neutralises: boolean
  write(batches: AsyncIterable<Table>, header: ExportHeader): AsyncIterable<Uint8Array>
}
