import * as Comlink from 'comlink'
import { type Problem, StudioError } from '../core/problem'

interface ThrownMark {
  readonly value: unknown
}
type Packed =
  | { readonly kind: 'studio'; readonly problem: Problem }
  | { readonly kind: 'error'; readonly name: string; readonly message: string; readonly stack?: string }
  | { readonly kind: 'value'; readonly value: unknown }

/**
 * Comlink 4.4.2 sends only message, name and stack of an error; `problem` would be lost. Both ends import this file.
 */
export function keepProblemsWhole(): void {
  const comlinks = Comlink.transferHandlers.get('throw')
  if (!comlinks) throw new Error('comlink has no throw handler')
  Comlink.transferHandlers.set('throw', {
    canHandle: comlinks.canHandle,
    serialize: ({ value }: ThrownMark): [Packed, Transferable[]] => [pack(value), []],
    deserialize: (packed: Packed) => {
      throw unpack(packed)
    },
  } as Comlink.TransferHandler<unknown, unknown>)
}

function pack(value: unknown): Packed {
  if (value instanceof StudioError) return { kind: 'studio', problem: value.problem }
  if (value instanceof Error) {
    return { kind: 'error', name: value.name, message: value.message, ...(value.stack ? { stack: value.stack } : {}) }
  }
  return { kind: 'value', value }
}

function unpack(packed: Packed): unknown {
  if (packed.kind === 'studio') return new StudioError(packed.problem)
  if (packed.kind === 'value') return packed.value
  return Object.assign(new Error(packed.message), { name: packed.name, stack: packed.stack })
}
