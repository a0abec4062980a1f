import { StudioError } from '../problem'
import type { Cell } from './type-column'

/** Cuts a stream of text into the JSON objects in it: one per line, or the elements of an array. */
interface ObjectScanner {
  /** The whole objects so far. Throws a plain Error that says what is wrong. */
  push(text: string, final: boolean): string[]
}

const quote = 34
const backslash = 92
const longestObject = 64 * 2 ** 20

export function createObjectScanner(): ObjectScanner {
  let text = ''
  let depth = 0
  let start = 0
  let at = 0
  let inString = false

  function step(found: string[]) {
    const c = text.charCodeAt(at)
    if (inString) {
      if (c === backslash) at++
      else if (c === quote) inString = false
    } else if (depth > 0) {
      if (c === quote) inString = true
      else if (c === 123 || c === 91) depth++
      else if ((c === 125 || c === 93) && --depth === 0) found.push(text.slice(start, at + 1))
    } else if (c === 123) {
      depth = 1
      start = at
    } else if (!isBetween(c)) throw new Error(`unexpected "${text.slice(at, at + 20)}" between objects`)
    at++
  }

  return {
    push(more, final) {
      const from = depth > 0 ? start : Math.min(at, text.length)
      text = text.slice(from) + more
      at -= from
      start = 0
      const found: string[] = []
      while (at < text.length) step(found)
      if (final && depth > 0) throw new Error('the last object is not closed')
      if (depth > 0 && at - start > longestObject) throw new Error('an object is longer than 64 MB')
      return found
    },
  }
}

/** Blank, comma, square bracket, byte order mark. */
function isBetween(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13) || c === 44 || c === 91 || c === 93 || c === 0xfeff || c === 30
}

const longNumber = /\d{16}/

/** An object's members as cells by name; members of inner objects by 'outer.inner'. `odd`: members that are lists. */
export function objectCells(text: string, odd: (name: string) => void): Map<string, Cell> {
  const parsed: unknown = JSON.parse(longNumber.test(text) ? quoteLongNumbers(text) : text)
  return valueCells(parsed, odd)
}

/** The same for an object that is parsed already. */
export function valueCells(value: unknown, odd: (name: string) => void): Map<string, Cell> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('a row is not an object')
  const cells = new Map<string, Cell>()
  collect(value, '', 0, cells, odd)
  return cells
}

function collect(value: object, path: string, depth: number, cells: Map<string, Cell>, odd: (name: string) => void) {
  for (const [key, member] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`
    if (member === null || member === undefined) cells.set(name, null)
    else if (typeof member !== 'object') cells.set(name, String(member))
    else if (!Array.isArray(member) && depth < 3) collect(member, name, depth + 1, cells, odd)
    else {
      odd(name)
      cells.set(name, JSON.stringify(member))
    }
  }
}

/** Numbers of 16 and more digits lose some in JSON.parse: they are read as texts. */
function quoteLongNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') || !longNumber.test(token) || String(Number(token)) === token ? token : `"${token}"`,
  )
}

/** The rows of a document: a list of objects, which is the document or a member of it, or a list of lists. */
export function findRows(document: unknown, name: string): readonly unknown[] {
  if (Array.isArray(document)) return document.length > 1 && document.every(Array.isArray) ? keyed(document) : document
  if (typeof document === 'object' && document !== null) {
    const lists = Object.values(document).filter((member): member is unknown[] => Array.isArray(member))
    const rows = lists.filter((list) =>
      list.some((row) => typeof row === 'object' && row !== null && !Array.isArray(row)),
    )
    rows.sort((a, b) => b.length - a.length)
    if (rows[0]) return rows[0]
  }
  throw new StudioError({ code: 'read/broken', name, format: 'JSON', reason: 'there is no list of objects in it' })
}

/** Rows that are lists: the first one has the names. */
function keyed(lists: readonly (readonly unknown[])[]): unknown[] {
  const [names = [], ...rows] = lists
  return rows.map((row) => Object.fromEntries(row.map((value, c) => [String(names[c] ?? `column ${c + 1}`), value])))
}
