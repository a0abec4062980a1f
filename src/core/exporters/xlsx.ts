import { StudioError } from '../problem'
import type { Table } from '../table/table'
import { type CellStyle, cellWriter } from './cells'
import type { Exporter, ExportHeader } from './exporter'
import { neutralise } from './formula-text'
import { textBytes } from './text-bytes'
import {
  columnLetters,
  contentTypes,
  numberFormatCode,
  packageRelations,
  sheetEnd,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './workbook'
import { xmlText } from './xml-text'
import { type ZipEntry, zipBytes } from './zip'

// Excel specifications and limits: 1,048,576 rows with the header, 16,384 columns, 32,767 characters in a cell.
const rowLimit = 1_048_575
const columnLimit = 16_384
const characterLimit = 32_767

/** An Excel workbook with one sheet (ECMA-376): texts inline, numbers shown as in the source, empty where missing. */
export const xlsx: Exporter = {
  id: 'xlsx',
  label: 'Excel',
  extension: 'xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  limit: rowLimit,
  neutralises: true,
  write: (batches, header) => zipBytes(parts(batches, header)),
}

async function* parts(batches: AsyncIterable<Table>, header: ExportHeader): AsyncGenerator<ZipEntry> {
  checkRows(header.rows)
  checkColumns(header.fields.length)
  const formats: string[] = []
  yield part('[Content_Types].xml', contentTypes)
  yield part('_rels/.rels', packageRelations)
  yield part('xl/workbook.xml', workbook(header.tableName))
  yield part('xl/_rels/workbook.xml.rels', workbookRelations)
  yield { name: 'xl/worksheets/sheet1.xml', bytes: textBytes(sheet(batches, header, formats)), content: 'plain' }
  // Last: the number formats are known once the rows have been seen.
  yield part('xl/styles.xml', styles(formats))
}

function part(name: string, text: string): ZipEntry {
  return { name, bytes: [new TextEncoder().encode(text)], content: 'plain' }
}

/** The sheet's XML. Adds the number formats that it uses to `formats`. */
async function* sheet(batches: AsyncIterable<Table>, header: ExportHeader, formats: string[]) {
  yield sheetStart
  let rows = 0
  let named = false
  for await (const table of batches) {
    checkRows(rows + table.rows)
    if (!named) yield headerRow(table.names)
    named = true
    const cells = table.columns.map((column, c) => {
      const style = column.kind === 'number' ? styleIndex(numberFormatCode(column.format), formats) : 0
      return cellWriter(column, cellStyle(columnLetters(c), style))
    })
    for (let row = 0; row < table.rows; row++) {
      rows++
      const number = String(rows + 1)
      // Each cell is styled with a mark where its row's number goes.
      yield `<row r="${number}">${cells.map((cell) => cell(row).replace(rowMark, number)).join('')}</row>`
    }
  }
  if (!named) yield headerRow(header.fields.map(({ name }) => name))
  yield sheetEnd
}

const rowMark = '\u0000'

function cellStyle(letters: string, style: number): CellStyle {
  const start = `<c r="${letters}${rowMark}"`
  const number = style === 0 ? '' : ` s="${style}"`
  return {
    text: (text) => `${start} t="inlineStr">${inlineText(neutralise(text))}</c>`,
    number: (value) => (Number.isFinite(value) ? `${start}${number}><v>${value}</v></c>` : ''),
    missing: () => '',
  }
}

function headerRow(names: readonly string[]): string {
  checkColumns(names.length)
  const cells = names.map(
    (name, c) => `<c r="${columnLetters(c)}1" s="1" t="inlineStr">${inlineText(neutralise(name))}</c>`,
  )
  return `<row r="1">${cells.join('')}</row>`
}

function inlineText(text: string): string {
  if (text.length > characterLimit) {
    throw new StudioError({
      code: 'export/cell-too-long',
      format: 'xlsx',
      characters: text.length,
      limit: characterLimit,
    })
  }
  const space = /^\s|\s$|\s\s|[\n\t]/.test(text) ? ' xml:space="preserve"' : ''
  return `<is><t${space}>${xmlText(text)}</t></is>`
}

/** The position of a number format among the styles, added if it is new. */
function styleIndex(code: string | undefined, formats: string[]): number {
  if (code === undefined) return 0
  const at = formats.indexOf(code)
  return 2 + (at >= 0 ? at : formats.push(code) - 1)
}

function checkRows(rows: number): void {
  if (rows > rowLimit) throw new StudioError({ code: 'export/too-many-rows', format: 'xlsx', rows, limit: rowLimit })
}

function checkColumns(columns: number): void {
  if (columns > columnLimit) {
    throw new StudioError({ code: 'export/too-many-columns', format: 'xlsx', columns, limit: columnLimit })
  }
}
