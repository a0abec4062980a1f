import { Gunzip } from 'fflate'
import { StudioError } from '../problem'
import type { ByteSource } from './reader'

/** A source whose bytes are what the format's reader wants: gunzipped where they were gzipped. */
export interface PlainBytes {
  /** The name without '.gz'. */
  readonly name: string
  /** Up to 1 MB from the start. */
  readonly head: Uint8Array
  /** From the start: a small piece, so that the first rows come soon, then pieces of at least 64 KB (but the last). */
  stream(): AsyncGenerator<Uint8Array>
  /** Share of the source that was streamed, 0–1. */
  progress(): number
  /** For formats that are read by position. */
  random(): Promise<RandomBytes>
}

export interface RandomBytes {
  readonly size: number
  slice(start: number, end: number): Promise<Uint8Array>
}

const headBytes = 1 << 20
const pieceBytes = 1 << 16
const firstPieceBytes = 1 << 15
const bombBytes = 256 * 2 ** 20 // below this no ratio is suspicious
const bombRatio = 200
const mostInflated = 16 * 2 ** 30
const mostInMemory = 512 * 2 ** 20

/** The first bytes of a source are asked for twice: to find its reader, and by the reader. */
const starts = new WeakMap<ByteSource, Promise<Uint8Array>>()

function startOf(source: ByteSource): Promise<Uint8Array> {
  const known = starts.get(source)
  if (known) return known
  const start = source.slice(0, Math.min(source.size, headBytes))
  starts.set(source, start)
  return start
}

const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8

export async function plainBytes(source: ByteSource): Promise<PlainBytes> {
  if (source.size === 0) throw new StudioError({ code: 'read/empty', name: source.name })
  const start = await startOf(source)
  const gzipped = isGzip(start)
  const seen = { bytes: 0 }
  const raw = () => counted(source.stream(), seen)
  const stream = gzipped ? () => coalesce(gunzip(raw(), source.name)) : () => coalesce(raw())
  const head = gzipped ? await firstBytes(gunzip(source.stream(), source.name), headBytes) : start
  if (head.length === 0) throw new StudioError({ code: 'read/empty', name: source.name })
  return {
    name: gzipped ? source.name.replace(/\.gz$/i, '') : source.name,
    head,
    stream,
    progress: () => Math.min(1, seen.bytes / source.size),
    random: async () => (gzipped ? inMemory(await allBytes(stream(), source.name)) : source),
  }
}

/** Everything, in one piece. */
export async function allBytes(stream: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of stream) {
    bytes += piece.length
    if (bytes > mostInMemory) throw new StudioError({ code: 'read/too-large', name, bytes, limit: mostInMemory })
    pieces.push(piece)
  }
  return join(pieces, bytes)
}

/** A source over bytes in memory: pasted text, samples, tests. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    async *stream() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    },
    slice: async (start, end) => bytes.subarray(start, end),
  }
}

function inMemory(bytes: Uint8Array): RandomBytes {
  return { size: bytes.length, slice: async (start, end) => bytes.subarray(start, end) }
}

async function* counted(stream: AsyncIterable<Uint8Array>, seen: { bytes: number }): AsyncGenerator<Uint8Array> {
  seen.bytes = 0
  for await (const piece of stream) {
    seen.bytes += piece.length
    yield piece
  }
}

async function* coalesce(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = []
  let bytes = 0
  let isFirst = true
  for await (const piece of stream) {
    pieces.push(piece)
    bytes += piece.length
    if (bytes < (isFirst ? firstPieceBytes : pieceBytes)) continue
    const whole = join(pieces, bytes)
    if (isFirst) yield whole.subarray(0, firstPieceBytes)
    for (let at = isFirst ? firstPieceBytes : 0; at < whole.length; at += 4 * pieceBytes)
      yield whole.subarray(at, at + 4 * pieceBytes)
    isFirst = false
    pieces = []
    bytes = 0
  }
  if (bytes > 0) yield join(pieces, bytes)
}

/** Inflates piece by piece; small input pieces, so that a bomb shows before it has filled the memory. */
async function* gunzip(stream: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = []
  let [bytesIn, bytesOut] = [0, 0]
  const inflater = new Gunzip((piece) => {
    bytesOut += piece.length
    if (piece.length > 0) out.push(piece)
  })
  const push = (piece: Uint8Array, final: boolean) => {
    try {
      inflater.push(piece, final)
    } catch (error) {
      throw new StudioError({ code: 'read/broken', name, format: 'gzip', reason: String((error as Error).message) })
    }
    if (bytesOut > mostInflated || (bytesOut > bombBytes && bytesOut > bombRatio * bytesIn))
      throw new StudioError({ code: 'read/too-large', name, bytes: bytesOut, limit: bombBytes })
  }
  for await (const piece of stream) {
    for (let at = 0; at < piece.length; at += pieceBytes) {
      const part = piece.subarray(at, at + pieceBytes)
      bytesIn += part.length
      push(part, false)
      yield* out
      out = []
    }
  }
  push(new Uint8Array(0), true)
  yield* out
}

async function firstBytes(stream: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of stream) {
    pieces.push(piece)
    bytes += piece.length
    if (bytes >= most) break
  }
  return join(pieces, bytes).subarray(0, most)
}

function join(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
