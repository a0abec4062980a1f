import type { GuessAttack, MembershipAttack } from './attack'
import { attributeInference } from './attribute-inference'
import { classifierAttack } from './classifier'
import { densityRatioAttack } from './density-ratio'
import { distanceAttack } from './distance'
import { distanceRatioAttack } from './distance-ratio'
import { linkability } from './linkability'
import { modelLossAttack } from './model-loss'
import { monteCarloAttack } from './monte-carlo'
import { singlingOut } from './singling-out'
import { singlingOutMultivariate } from './singling-out-multivariate'

export const membershipAttacks: readonly MembershipAttack[] = [
  distanceAttack,
  distanceRatioAttack,
  densityRatioAttack,
  monteCarloAttack,
  classifierAttack,
  modelLossAttack,
]

export const guessAttacks: readonly GuessAttack[] = [
  singlingOut,
  singlingOutMultivariate,
  linkability,
  attributeInference,
]
