import type { TrainerState } from '../core/nets/engine'
import type { WasmHeap } from './wasm-kernels'

/** A trainer's network, as far as its state is concerned. Places are bytes on the heap. */
interface StatefulNetwork {
  readonly heap: WasmHeap
  readonly arena: {
    readonly average: number
    readonly training?: { readonly theta: number; readonly first: number; readonly second: number }
  }
  /** Whether what is prepared for prediction is that of the averaged weights as they are now. */
  preparedForAverage: boolean
}

/** Reads and writes a trainer's flat parameters, moments and average; and the mean loss of the steps since it was taken. */
export function openTrainingState(network: StatefulNetwork, length: number, start: TrainerState) {
  const { heap, arena } = network
  const { theta: weights, first, second } = arena.training!
  const places = { weights, first, second, average: arena.average }
  const sum = { loss: 0, steps: 0 }
  const copy = (from: number) => heap.floats(from, length).slice()
  const load = (from: TrainerState) => {
    for (const name of ['weights', 'first', 'second', 'average'] as const) {
      heap.floats(places[name], length).set(from[name])
    }
    network.preparedForAverage = false
  }
  load(start)
  return {
    addLoss(loss: number) {
      sum.loss += loss
      sum.steps++
    },
    doors: {
      async takeLoss() {
        const mean = sum.loss / sum.steps
        sum.loss = 0
        sum.steps = 0
        return mean
      },
      async state(): Promise<TrainerState> {
        return { weights: copy(weights), first: copy(first), second: copy(second), average: copy(arena.average) }
      },
      async load(from: TrainerState) {
        load(from)
      },
      async average() {
        return copy(arena.average)
      },
    },
  }
}
