import type { Codes } from '../core/encoders/encoder'
import { upTo } from '../core/nets/any-order-plan'
import type { Batch, DrawTurn, StepRates } from '../core/nets/engine'
import { beta1, beta2 } from './tfjs-adamw'
import { usage } from './webgpu-device'
import { flags, header } from './webgpu-layout'
import type { GpuNetwork } from './webgpu-network'

/** What of a batch and its rates goes to the device. */
export interface GpuBatches {
  /** The codes' buffer; another one after a table was uploaded. */
  codes(): GPUBuffer
  /** A batch to learn from: its rows by number where it names them and the table fits, else as {@link ask} does. */
  learn(batch: Batch, rates: StepRates): void
  /** Rows with their codes. */
  ask(batch: Batch): void
  /** Rows that all know the same units, to draw others in turns. `known`: int32 `[rows, units]` */
  draw(known: Int32Array, rows: number, turns: readonly DrawTurn[]): void
  /** Bytes of the codes' buffer that hold the rows' own codes, `[units][rows up to even]` of 16 bits. */
  readonly givenBytes: number
  dispose(): void
}

/** Makes room for codes and batches; no call after the first of a table makes another buffer. */
export async function openGpuBatches({ gpu, layout, buffers }: GpuNetwork): Promise<GpuBatches> {
  const { plan, at, rows: capacity } = layout
  const { queue, limits } = gpu.device
  const units = plan.units.length
  const words = new Uint32Array(at.BATCH_WORDS)
  const floats = new Float32Array(words.buffer)
  const givenStride = upTo(capacity, 2)
  // What stands before a table in the codes' buffer.
  const headWords = new Uint32Array(at.RESIDENT)
  const given = new Uint16Array(headWords.buffer, 0, units * givenStride)
  const codesUsage = usage.storage | usage.copyTo | usage.copyFrom
  let { codes } = await gpu.buffers({ codes: { bytes: headWords.byteLength, usage: codesUsage } })
  let resident: readonly Codes[] | undefined
  const strideOf = (table: readonly Codes[]) => upTo(table[0]!.length, 2)
  const bytesWith = (table: readonly Codes[]) => headWords.byteLength + 2 * units * strideOf(table)

  const keep = (table: readonly Codes[]) => {
    if (table === resident) return
    const bytes = bytesWith(table)
    if (bytes > codes.size) {
      codes.destroy()
      codes = gpu.device.createBuffer({ label: 'codes', size: bytes, usage: codesUsage })
    }
    const padded = new Uint16Array(strideOf(table))
    table.forEach((column, u) => {
      padded.set(column)
      queue.writeBuffer(codes, headWords.byteLength + u * padded.byteLength, padded)
    })
    resident = table
  }
  const setBits = (from: number, asked: Int32Array, rows: number) => {
    words.fill(0, from, from + Math.ceil((rows * units) / 32))
    for (let i = 0; i < rows * units; i++) {
      if (asked[i]! >= 0) words[from + (i >> 5)]! |= 1 << (i & 31)
    }
  }
  const setQuestion = (batch: Batch, bits: number) => {
    words[header.rows] = batch.rows
    words[header.flags] = bits
    setBits(at.KNOWN_BITS, batch.known, batch.rows)
  }
  const setCodes = (from: number, stride: number) => {
    words[header.codesAt] = from
    words[header.codeStride] = stride
  }
  const sendGiven = (batch: Batch) => {
    const { rows, known, asked, weights } = batch
    setCodes(0, givenStride)
    for (let r = 0; r < rows; r++) {
      words[at.PICKS + r] = r
      for (let u = 0; u < units; u++) {
        const i = r * units + u
        given[u * givenStride + r] = Math.max(0, known[i]!, asked[i]!)
      }
    }
    setBits(at.ASKED_BITS, asked, rows)
    floats.set(weights.subarray(0, rows), at.GIVEN_WEIGHTS)
    queue.writeBuffer(codes, 0, given)
    queue.writeBuffer(buffers.batch, 0, words)
  }
  return {
    codes: () => codes,
    learn(batch, rates) {
      const { source } = batch
      const drops = plan.dropout > 0 ? flags.drops : 0
      words[header.dropoutSeed] = rates.dropoutSeed
      floats[header.clip] = rates.clip
      floats[header.rate] = rates.learningRate / (1 - beta1 ** rates.step)
      floats[header.correction] = 1 / Math.sqrt(1 - beta2 ** rates.step)
      floats[header.decay] = rates.learningRate * rates.weightDecay
      floats[header.averaging] = rates.averaging
      if (!source || bytesWith(source.codes) > limits.maxStorageBufferBindingSize) {
        setQuestion(batch, flags.learns | drops | flags.given)
        sendGiven(batch)
        return
      }
      keep(source.codes)
      setQuestion(batch, flags.learns | drops)
      setCodes(2 * at.RESIDENT, strideOf(source.codes))
      words.set(source.picked, at.PICKS)
      queue.writeBuffer(buffers.batch, 0, words, 0, at.KNOWN_BITS + Math.ceil((batch.rows * units) / 32))
      queue.writeBuffer(buffers.batch, 4 * at.PICKS, words, at.PICKS, batch.rows)
    },
    ask(batch) {
      setQuestion(batch, flags.given)
      sendGiven(batch)
    },
    draw(known, rows, turns) {
      words[header.rows] = rows
      words[header.flags] = flags.given | flags.draws
      setCodes(0, givenStride)
      for (let r = 0; r < rows; r++) {
        words[at.PICKS + r] = r
        for (let u = 0; u < units; u++) given[u * givenStride + r] = Math.max(0, known[r * units + u]!)
      }
      for (let u = 0; u < units; u++) headWords[at.DRAWN + u] = known[u]! >= 0 ? 1 : 0
      headWords.fill(0, at.ALLOWED)
      for (const { unit, seed, allowed } of turns) {
        const { firstCode, size } = plan.units[unit]!
        headWords[at.SEEDS + unit] = seed
        for (let i = 0, code = firstCode; i < size; i++, code++) {
          if (!allowed || allowed[i]) headWords[at.ALLOWED + (code >> 5)]! |= 1 << (code & 31)
        }
      }
      queue.writeBuffer(codes, 0, headWords)
      queue.writeBuffer(buffers.batch, 0, words)
    },
    givenBytes: given.byteLength,
    dispose: () => codes.destroy(),
  }
}
