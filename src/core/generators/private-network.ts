import { StudioError } from '../problem'
import { restoreAnyOrder } from './any-order-model'
import type { Generator } from './generator'
import { fitPrivateNetwork } from './private-network-fit'
import { asPrivate } from './private-network-model'
import { type PrivateNetworkOptions, privateNetworkId, privateNetworkOptions } from './private-network-options'

/** The any-order network, small, by DP-SGD. */
export const privateNetwork: Generator<PrivateNetworkOptions> = {
  id: privateNetworkId,
  label: 'Private network',
  summary: 'The same kind of proof for the network: it learns from noisy sums of rows. Wants many rows, takes longer.',
  paper:
    'DP-SGD: Abadi et al. 2016, arXiv 1607.00133, with ghost norms, arXiv 2110.05679; accountant: arXiv 2106.02848',
  options: privateNetworkOptions,
  encoding: { bins: 32, exactUpTo: 32 },
  conditions: 'any-order',
  trains: true,
  isPrivate: true,
  fit: fitPrivateNetwork,
  async restore(snapshot, { engine }) {
    if (!engine) throw new StudioError({ code: 'fit/no-engine' })
    return asPrivate(restoreAnyOrder(snapshot, engine))
  },
}
