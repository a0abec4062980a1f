import { StudioError } from '../problem'

const mostEntries = 20_000
const mostInflated = 2 ** 30
const mostRatio = 200 // sheets of equal rows reach 100
const suspicious = 64 * 2 ** 20

/**
 * Refuses archives that would fill the memory, by their central directory (APPNOTE.TXT 4.3.12). Sizes there may lie:
 * a part never inflates beyond its stated size, so a lie yields a broken file, not a flood.
 */
export function checkZip(bytes: Uint8Array, name: string, format: 'XLSX' | 'ZIP') {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const broken = (reason: string) => new StudioError({ code: 'read/broken', name, format, reason })
  const end = endOfDirectory(view)
  if (end < 0) throw broken('the end of the archive is missing')
  const entries = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  let inflated = 0
  for (let i = 0; i < entries; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw broken('its directory is damaged')
    if (view.getUint16(at + 8, true) & 1) throw new StudioError({ code: 'read/encrypted', name })
    inflated += view.getUint32(at + 24, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  const isBomb = inflated > mostInflated || (inflated > suspicious && inflated > mostRatio * bytes.length)
  if (entries > mostEntries || isBomb)
    throw new StudioError({ code: 'read/too-large', name, bytes: inflated, limit: mostInflated })
}

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  return -1
}
