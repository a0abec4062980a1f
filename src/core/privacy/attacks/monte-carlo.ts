import type { MembershipAttack } from './attack'

/** The share of synthetic rows that fall into a ball around the row. */
export const monteCarloAttack: MembershipAttack = {
  id: 'monte-carlo',
  label: 'Synthetic rows around it',
  source: 'Hilprecht, Härterich, Bernau 2019, doi:10.2478/popets-2019-0067',
  knows: 'table',
  score: ({ neighbours }) => neighbours.withinRadius,
}
