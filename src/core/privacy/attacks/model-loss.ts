import type { MembershipAttack } from './attack'

/**
 * The fitted model's own log-likelihood of the row, less that of a model of the reference rows where there is one: a
 * row that is likelier under the model than the population explains is taken for learned from.
 */
export const modelLossAttack: MembershipAttack = {
  id: 'model-loss',
  label: 'Likelihood under the fitted model',
  source: 'Carlini et al. 2022 (calibrated loss), arXiv:2112.03570; Yeom et al. 2018, doi:10.1109/CSF.2018.00027',
  knows: 'model',
  score: ({ logLikelihood }) => logLikelihood?.model.map((l, i) => l - (logLikelihood.reference?.[i] ?? 0)),
}
