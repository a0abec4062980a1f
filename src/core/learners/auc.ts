/**
 * Area under the ROC curve: the chance that a positive row scores above a negative one, ties counted as half (Mann and
 * Whitney 1947; Hanley and McNeil 1982). Undefined when one class is absent. `scores`, `positive` (1 or 0): `[rows]`.
 */
export function auc(scores: Float64Array, positive: ArrayLike<number>): number | undefined {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
  let rankSum = 0
  let positives = 0
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++
    let held = 0
    for (let i = start; i < end; i++) held += positive[order[i]!]!
    rankSum += (held * (start + 1 + end)) / 2
    positives += held
    start = end
  }
  const negatives = scores.length - positives
  if (positives === 0 || negatives === 0) return undefined
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}
