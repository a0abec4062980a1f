import type { MembershipAttack } from './attack'

/** As the distance, but set against how close the row lies to rows of the population: common rows are close anyway. */
export const distanceRatioAttack: MembershipAttack = {
  id: 'distance-ratio',
  label: 'Distance, relative to reference rows',
  source: 'Chen et al. 2020, GAN-Leaks (calibrated), doi:10.1145/3372297.3417238',
  knows: 'table',
  score: ({ neighbours: { toSynthetic, toReference } }) =>
    toSynthetic.map((d, i) => {
      const both = d + toReference[i]!
      return both === 0 ? 0.5 : toReference[i]! / both
    }),
}
