import { StudioError } from '../problem'
import { anyOrder } from './any-order'
import { gaussianCopula } from './gaussian-copula'
import type { Generator } from './generator'
import { independent } from './independent'
import { mst } from './mst'
import { privateNetwork } from './private-network'
import { sequentialTrees } from './sequential-trees'

export const generators: readonly Generator[] = [
  independent,
  gaussianCopula,
  sequentialTrees,
  anyOrder,
  mst,
  privateNetwork,
]

/** @throws fit/unknown-generator */
export function findGenerator(id: string): Generator {
  const found = generators.find((generator) => generator.id === id)
  if (!found) throw new StudioError({ code: 'fit/unknown-generator', generator: id })
  return found
}
