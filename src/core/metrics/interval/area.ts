const z95 = 1.959963984540054

/**
 * 95 % interval (or that of `z` standard errors) of an area under the ROC curve from `positives` and `negatives` rows (Hanley & McNeil 1982). What
 * another training of the classifier would change is not in it.
 */
export function areaInterval(area: number, positives: number, negatives: number, z = z95): readonly [number, number] {
  const q1 = area / (2 - area)
  const q2 = (2 * area * area) / (1 + area)
  const variance =
    (area * (1 - area) + (positives - 1) * (q1 - area * area) + (negatives - 1) * (q2 - area * area)) /
    Math.max(1, positives * negatives)
  const reach = z * Math.sqrt(Math.max(0, variance))
  return [Math.max(0, area - reach), Math.min(1, area + reach)]
}
