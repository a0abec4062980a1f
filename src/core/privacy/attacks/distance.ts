import type { MembershipAttack } from './attack'

/** A row that lies close to a synthetic row is taken for learned from. */
export const distanceAttack: MembershipAttack = {
  id: 'distance',
  label: 'Distance to the nearest synthetic row',
  source: 'Chen et al. 2020, GAN-Leaks, doi:10.1145/3372297.3417238',
  knows: 'table',
  score: ({ neighbours }) => neighbours.toSynthetic.map((d) => -d),
}
