import type { Table } from '../table/table'
import { type CellStyle, cellWriter, plainDigits } from './cells'
import type { Exporter, ExportHeader } from './exporter'
import { fieldsOf, truthOf } from './field-types'
import { textBytes } from './text-bytes'

/** One JSON object a line (ndjson.org): numbers in the source's digits, `true` and `false`, null where missing. */
export const jsonl: Exporter = {
  id: 'jsonl',
  label: 'JSON Lines',
  extension: 'jsonl',
  mimeType: 'application/x-ndjson',
  neutralises: false,
  write: (batches, header) => textBytes(objects(batches, header)),
}

const style: CellStyle = {
  text: (text) => JSON.stringify(text),
  number: (value, { format }) => (Number.isFinite(value) ? plainDigits(value, format) : 'null'),
  missing: () => 'null',
}

const truthStyle: CellStyle = { ...style, text: (text) => String(truthOf(text) ?? JSON.stringify(text)) }

async function* objects(batches: AsyncIterable<Table>, header: ExportHeader) {
  for await (const table of batches) {
    const fields = fieldsOf(table.names, header)
    const cells = table.columns.map((column, c) =>
      cellWriter(column, fields[c]?.kind === 'boolean' ? truthStyle : style),
    )
    // Written by hand: as a property of an object, a column called __proto__ would be lost.
    const keys = table.names.map((name, c) => `${c === 0 ? '{' : ','}${JSON.stringify(name)}:`)
    for (let row = 0; row < table.rows; row++) {
      yield table.columns.length === 0 ? '{}\n' : `${cells.map((cell, c) => keys[c] + cell(row)).join('')}}\n`
    }
  }
}
