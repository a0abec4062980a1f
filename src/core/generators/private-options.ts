import * as v from 'valibot'
import { type MstOptions, mstOptions } from './mst-options'
import { type PrivateNetworkOptions, privateNetworkId, privateNetworkOptions } from './private-network-options'

/** The options of a private generator with every default filled in, for code that must not pull all generators in. */
export function readPrivateOptions(id: string, chosen: unknown): MstOptions | PrivateNetworkOptions {
  return id === privateNetworkId ? v.parse(privateNetworkOptions, chosen ?? {}) : v.parse(mstOptions, chosen ?? {})
}
