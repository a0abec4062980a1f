/** Figures of one generator on one table: SDMetrics' errors in %, XGBoost AUCs, chance of a near copy 1 %. */
export interface Figures {
  readonly who: string
  readonly seconds?: number
  readonly shape: number
  readonly trend: number
  readonly tstr: number
  readonly twoSample: number
  readonly nearCopies?: number
}

/**
 * Measured once on one core of a small machine with the same judge; every generator fitted on the same rows and
 * asked for as many. "real": the train rows themselves as training set of the usefulness measure.
 */
export const references: Readonly<Record<string, readonly Figures[]>> = {
  adult: [
    {
      who: 'goal, sequential trees',
      seconds: 5,
      shape: 0.5,
      trend: 1.3,
      tstr: 0.922,
      twoSample: 0.57,
      nearCopies: 1.1,
    },
    { who: 'goal, any-order network', seconds: 60, shape: 0.8, trend: 1.8, tstr: 0.912, twoSample: 0.6 },
    {
      who: 'trees, scikit-learn sketch',
      seconds: 7.6,
      shape: 0.41,
      trend: 1.13,
      tstr: 0.926,
      twoSample: 0.555,
      nearCopies: 1,
    },
    { who: 'network, PyTorch sketch', seconds: 30, shape: 0.6, trend: 1.55, tstr: 0.915, twoSample: 0.573 },
    { who: 'TabularARGN', seconds: 129, shape: 1.13, trend: 2.3, tstr: 0.913, twoSample: 0.626 },
    { who: 'TVAE', seconds: 303, shape: 6.2, trend: 9, tstr: 0.884, twoSample: 0.915 },
    { who: 'CTGAN', seconds: 1555, shape: 11.5, trend: 14.1, tstr: 0.889, twoSample: 0.967 },
    { who: 'Gaussian copula (SDV)', seconds: 10, shape: 12.4, trend: 24.7, tstr: 0.746, twoSample: 1 },
  ],
  magic: [
    { who: 'trees, scikit-learn sketch', seconds: 3.4, shape: 0.61, trend: 0.6, tstr: 0.9118, twoSample: 0.579 },
    { who: 'network, PyTorch sketch', seconds: 43, shape: 1.07, trend: 2.45, tstr: 0.9137, twoSample: 0.598 },
    { who: 'TabularARGN', seconds: 112, shape: 1.63, trend: 5.41, tstr: 0.8924, twoSample: 0.744 },
    { who: 'TVAE', seconds: 187, shape: 9.37, trend: 6.27, tstr: 0.8684, twoSample: 0.928 },
    { who: 'Gaussian copula (SDV)', seconds: 6, shape: 6.39, trend: 10.7, tstr: 0.809, twoSample: 0.977 },
  ],
  shoppers: [
    { who: 'trees, scikit-learn sketch', seconds: 2.3, shape: 0.66, trend: 1.45, tstr: 0.9257, twoSample: 0.526 },
    { who: 'network, PyTorch sketch', seconds: 36, shape: 0.96, trend: 3.27, tstr: 0.8931, twoSample: 0.608 },
    { who: 'TabularARGN', seconds: 91, shape: 2.27, trend: 3.45, tstr: 0.8836, twoSample: 0.786 },
    { who: 'TVAE', seconds: 133, shape: 17.8, trend: 9.52, tstr: 0.8594, twoSample: 0.996 },
    { who: 'Gaussian copula (SDV)', seconds: 5, shape: 21.7, trend: 11.5, tstr: 0.852, twoSample: 1 },
  ],
}
