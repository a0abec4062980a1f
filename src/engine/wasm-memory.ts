import { compileKernels, startKernels, viewsOf, type WasmHeap } from './wasm-kernels'

const page = 65_536
const leastPages = 256
/** As many as `--maximumMemory` of the shared build: 2 GiB. */
const mostPages = 32_768

/** Memory of our own that threads share, and what they need to work on it. */
export interface SharedHeap extends WasmHeap {
  readonly memory: WebAssembly.Memory
  readonly module: WebAssembly.Module
  /** Bytes in use. */
  used(): number
}

/** @throws where there is no shared memory: outside a cross-origin isolated page, or where the address space is short */
export function openSharedHeap(): SharedHeap {
  const memory = new WebAssembly.Memory({ initial: leastPages, maximum: mostPages, shared: true })
  const module = compileKernels('shared')
  const pieces = createPieces((bytes) => {
    const missing = Math.ceil((bytes - memory.buffer.byteLength) / page)
    if (missing > 0) memory.grow(missing)
  })
  const views = viewsOf(memory)
  return {
    ...views,
    memory,
    module,
    kernels: startKernels(module, memory),
    allocate(length) {
      const piece = pieces.take(Math.ceil((4 * length) / 64) * 64)
      views.floats(piece.at, length).fill(0)
      return piece
    },
    used: pieces.used,
  }
}

/** Memory of our own for one thread: works everywhere, and needs no tfjs. */
export function openOwnHeap(): WasmHeap {
  const memory = new WebAssembly.Memory({ initial: leastPages, maximum: mostPages })
  const pieces = createPieces((bytes) => {
    const missing = Math.ceil((bytes - memory.buffer.byteLength) / page)
    if (missing > 0) memory.grow(missing)
  })
  const views = viewsOf(memory)
  return {
    ...views,
    kernels: startKernels(compileKernels('plain'), memory),
    allocate(length) {
      const piece = pieces.take(Math.ceil((4 * length) / 64) * 64)
      views.floats(piece.at, length).fill(0)
      return piece
    },
  }
}

interface Piece {
  readonly from: number
  readonly to: number
}

/** Pieces of an address space, each where the first gap fits. `ensure`: makes the first so many bytes usable. */
export function createPieces(ensure: (bytes: number) => void) {
  const first = 64 // so that no address is 0, which stands for "none"
  let taken: Piece[] = []
  return {
    take(bytes: number) {
      let from = first
      let index = 0
      while (index < taken.length && taken[index]!.from - from < bytes) from = taken[index++]!.to
      ensure(from + bytes)
      const piece = { from, to: from + bytes }
      taken.splice(index, 0, piece)
      return {
        at: from,
        free: () => {
          taken = taken.filter((other) => other !== piece)
        },
      }
    },
    used: () => taken.reduce((sum, { from, to }) => sum + to - from, 0),
  }
}
