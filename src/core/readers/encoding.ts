/** Those that are found by themselves first, then the others that can be chosen: labels of the Encoding Standard. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'macintosh',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'ibm866',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const

export type Encoding = (typeof encodings)[number]

/** Text from bytes. Bytes that say nothing in the encoding become U+FFFD, which the typer counts by row. */
interface TextDecoding {
  decode(bytes: Uint8Array, final: boolean): string
}

/** BOM, then strict UTF-8, then the zeros of UTF-16, and windows-1252 when nothing else fits (`sure`: false). */
export function sniffEncoding(head: Uint8Array, whole: boolean): { encoding: Encoding; sure: boolean } {
  if (startsWith(head, 0xff, 0xfe)) return { encoding: 'utf-16le', sure: true }
  if (startsWith(head, 0xfe, 0xff)) return { encoding: 'utf-16be', sure: true }
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', sure: true }
  const utf16 = sniffUtf16(head)
  if (utf16) return { encoding: utf16, sure: true }
  const end = whole ? head.length : lastWhole(head)
  if (isUtf8(head.subarray(0, end))) return { encoding: 'utf-8', sure: true }
  return { encoding: 'windows-1252', sure: false }
}

/** Latin text in UTF-16 has a zero in every second byte. */
function sniffUtf16(head: Uint8Array): Encoding | undefined {
  const n = Math.min(head.length, 4096) & ~1
  if (n < 4) return undefined
  let [even, odd] = [0, 0]
  for (let i = 0; i < n; i += 2) {
    if (head[i] === 0) even++
    if (head[i + 1] === 0) odd++
  }
  if (odd > 0.35 * n && even < 0.05 * n) return 'utf-16le'
  if (even > 0.35 * n && odd < 0.05 * n) return 'utf-16be'
  return undefined
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Where the last whole UTF-8 character ends. */
function lastWhole(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) break
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return back < length ? bytes.length - back : bytes.length
  }
  return bytes.length
}

export function createDecoding(encoding: Encoding): TextDecoding {
  const decoder = new TextDecoder(encoding)
  return { decode: (bytes, final) => decoder.decode(bytes, { stream: !final }) }
}

/** Pictures, archives, programs: many control characters other than the separators of old (1, 28–31). */
export function looksBinary(head: Uint8Array, encoding: Encoding): boolean {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return false
  const n = Math.min(head.length, 65_536)
  let control = 0
  for (let i = 0; i < n; i++) {
    const byte = head[i]!
    if ((byte < 9 && byte !== 1) || (byte > 13 && byte < 28 && byte !== 27) || byte === 127) control++
  }
  return control > Math.max(4, 0.02 * n)
}

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte)
}
