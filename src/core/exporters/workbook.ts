import type { NumberFormat } from '../table/table'
import { xmlAttribute } from './xml-text'

/** The parts of a workbook with one sheet, beside the sheet itself (ECMA-376 Part 1, 11 and 12). */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageTypes = 'http://schemas.openxmlformats.org/package/2006'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const contentTypes = `${declaration}<Types xmlns="${packageTypes}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`

export const packageRelations = `${declaration}<Relationships xmlns="${packageTypes}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

export const workbookRelations = `${declaration}<Relationships xmlns="${packageTypes}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`

export function workbook(tableName: string): string {
  const name = xmlAttribute(sheetName(tableName))
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}

/** A name that Excel takes: up to 31 characters, none of `[]:*?/\`, no apostrophe at either end. */
function sheetName(name: string): string {
  const safe = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .trim()
    .replace(/^'+|'+$/g, '')
  return safe || 'Sheet1'
}

/** Style 0 is plain, 1 the header's, 2 + i the number format `formats[i]`. */
export function styles(formats: readonly string[]): string {
  const own = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${xmlAttribute(code)}"/>`)
  const cells = formats.map(
    (_, i) => `<xf numFmtId="${164 + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  )
  const numbers = own.length === 0 ? '' : `<numFmts count="${own.length}">${own.join('')}</numFmts>`
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
  const bold = '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
  const font = '<sz val="11"/><name val="Calibri"/>'
  return `${declaration}<styleSheet xmlns="${main}">${numbers}<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">${plain}</cellStyleXfs><cellXfs count="${2 + cells.length}">${plain}${bold}${cells.join('')}</cellXfs></styleSheet>`
}

/** The number format by which a spreadsheet shows what the source wrote; undefined where the general one does. */
export function numberFormatCode({ places, fixed, thousandsMark, prefix, suffix }: NumberFormat): string | undefined {
  const shown = fixed && places > 0
  if (!shown && thousandsMark === '' && prefix === '' && suffix === '') return undefined
  const whole = thousandsMark === '' ? '0' : '#,##0'
  const part = places === 0 ? '' : `.${(fixed ? '0' : '#').repeat(Math.min(places, 30))}`
  return literal(prefix) + whole + part + literal(suffix)
}

function literal(text: string): string {
  return text === '' ? '' : `"${text.replaceAll('"', '')}"`
}

export const sheetStart = `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
export const sheetEnd = '</sheetData></worksheet>'

/** `A`, `B` … `Z`, `AA` … of a column counted from 0. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (column % 26))
}
