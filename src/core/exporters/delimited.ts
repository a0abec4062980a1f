import { formatNumber, type Table } from '../table/table'
import { type CellStyle, cellWriter } from './cells'
import type { Exporter, ExportHeader } from './exporter'
import { neutralise } from './formula-text'
import { textBytes } from './text-bytes'

/** Comma-separated values (RFC 4180, lines ended by LF): numbers and missing values as the source writes them. */
export const csv: Exporter = {
  id: 'csv',
  label: 'CSV',
  extension: 'csv',
  mimeType: 'text/csv',
  neutralises: true,
  write: (batches, header) => textBytes(lines(batches, header, ',')),
}

/** Tab-separated values, quoted as CSV is. */
export const tsv: Exporter = {
  id: 'tsv',
  label: 'TSV',
  extension: 'tsv',
  mimeType: 'text/tab-separated-values',
  neutralises: true,
  write: (batches, header) => textBytes(lines(batches, header, '\t')),
}

async function* lines(batches: AsyncIterable<Table>, header: ExportHeader, delimiter: ',' | '\t') {
  const quote = quoting(delimiter)
  const style: CellStyle = {
    text: (text) => quote(neutralise(text)),
    number: (value, { format }) => quote(formatNumber(value, format)),
    missing: quote,
  }
  let named = false
  for await (const table of batches) {
    if (!named) yield line(table.names.map(style.text), delimiter)
    named = true
    const cells = table.columns.map((column) => cellWriter(column, style))
    for (let row = 0; row < table.rows; row++)
      yield line(
        cells.map((cell) => cell(row)),
        delimiter,
      )
  }
  if (!named)
    yield line(
      header.fields.map(({ name }) => style.text(name)),
      delimiter,
    )
}

/** A line that would be empty is written as one empty quoted cell: readers skip blank lines. */
function line(cells: readonly string[], delimiter: string): string {
  const text = cells.join(delimiter)
  return text === '' ? '""\n' : `${text}\n`
}

/** Quotes where a reader would else see a delimiter, a line end or a quote, or might drop blanks. */
function quoting(delimiter: ',' | '\t'): (text: string) => string {
  const unsafe = delimiter === ',' ? /[",\r\n]|^\s|\s$/ : /["\t\r\n]|^\s|\s$/
  return (text) => (unsafe.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
}
