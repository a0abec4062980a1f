import { nodeEngine } from '../scripts/headless/synthesize'
import { empiricalEpsilon, upperLimit } from '../src/core/canary-audit.fixture'
import { zcdpEpsilon, zcdpRho } from '../src/core/dp/zcdp'
import { mstStatistic } from '../src/core/mst-canary.fixture'
import { networkStatistic } from '../src/core/network-canary.fixture'
import { cryptoNoise } from '../src/wire/noise'

const delta = 0.01
/** Of its noise that the broken version of the marginals keeps. */
const keptNoise = 1 / 12

/**
 * The canary audit of both private generators with fresh noise: the ε that attackers who know all but one row show, at
 * its lower 95 % limit, beside the ε that is claimed and the most that so many runs could show; then the same of broken
 * versions. `runs`: with and without the canary, twice: to choose a threshold and to try it.
 */
export async function auditCanaries(runs: number, epsilons: readonly number[]): Promise<number> {
  const engine = await nodeEngine(undefined)
  const most = Math.log((1 - upperLimit(0, runs, 0.025) - delta) / upperLimit(0, runs, 0.025))
  console.log(`${runs} runs a side, δ = ${delta}; a faultless attack would show ε ≥ ${most.toFixed(2)}`)
  let isAsClaimed = true
  for (const epsilon of epsilons) {
    const claim = { epsilon, delta, noise: cryptoNoise }
    // Less noise by a factor spends more of ρ by its square.
    const overspent = zcdpEpsilon(zcdpRho(epsilon, delta) / keptNoise ** 2, delta)
    const versions = [
      ['mst', false, (canary: boolean) => mstStatistic(canary, claim, cryptoNoise)],
      ['private-network', false, (canary: boolean) => networkStatistic(canary, { ...claim, engine })],
      [
        'mst, a twelfth of the noise',
        true,
        (canary: boolean) => mstStatistic(canary, { epsilon: overspent, delta }, cryptoNoise),
      ],
      [
        'private-network, rows not bounded',
        true,
        (canary: boolean) => networkStatistic(canary, { ...claim, engine, isUnbounded: true }),
      ],
    ] as const
    for (const [name, isBroken, statistic] of versions) {
      const startedAt = performance.now()
      const found = Math.max(0, await empiricalEpsilon(runs, delta, statistic))
      const isRight = found > epsilon === isBroken
      isAsClaimed &&= isRight
      const verdict = isBroken ? (isRight ? 'caught' : 'NOT CAUGHT') : isRight ? 'below its claim' : 'ABOVE ITS CLAIM'
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
      console.log(`${name}: claimed ε ${epsilon}, shown ε ≥ ${found.toFixed(2)}: ${verdict} (${seconds} s)`)
    }
  }
  engine.dispose()
  return isAsClaimed ? 0 : 1
}
