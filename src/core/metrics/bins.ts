/**
 * Edges of `bins` equal bins over the values' own range: NumPy's `histogram_bin_edges(values, bins=10)`, which
 * SDMetrics uses. NaN are left out; `[bins + 1]`, empty where there is no value.
 */
export function equalWidthEdges(values: Float64Array, bins = 10): Float64Array {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const v of values) {
    if (v < low) low = v
    if (v > high) high = v
  }
  if (low > high) return new Float64Array(0)
  if (low === high) {
    low -= 0.5
    high += 0.5
  }
  const step = (high - low) / bins
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => i * step + low)
  edges[bins] = high
  return edges
}

/**
 * NumPy's `digitize`: the number of edges ≤ value. NaN falls behind the last edge, where the maximum is too: SDMetrics
 * cannot tell a missing cell from the largest value of a binned column.
 */
export function digitize(values: Float64Array, edges: Float64Array): Int32Array {
  const n = edges.length
  const low = edges[0] ?? 0
  const scale = (n - 1) / ((edges[n - 1] ?? 1) - low)
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!
    if (Number.isNaN(v)) {
      codes[i] = n
      continue
    }
    // A guess from the equal width, then corrected by the edges themselves: rounding may be off by one.
    let code = Math.min(n, Math.max(0, Math.floor((v - low) * scale) + 1))
    while (code < n && edges[code]! <= v) code++
    while (code > 0 && edges[code - 1]! > v) code--
    codes[i] = code
  }
  return codes
}

/**
 * Upper edges of at most `bins` bins of near equal counts. A value that fills a bin alone has it alone, and what is
 * left is shared among the rest (greedy, as mostlyai-qa's distinct boundaries): zeros do not swallow a tail.
 * `sorted`: ascending, without NaN.
 */
export function quantileEdges(sorted: Float64Array, bins = 10): Float64Array {
  const edges: number[] = []
  let start = 0
  while (start < sorted.length) {
    const left = bins - edges.length
    if (left <= 1) {
      edges.push(sorted[sorted.length - 1]!)
      break
    }
    let end = Math.min(sorted.length, start + Math.max(1, Math.round((sorted.length - start) / left)))
    while (end < sorted.length && sorted[end] === sorted[end - 1]) end++
    edges.push(sorted[end - 1]!)
    start = end
  }
  return Float64Array.from(edges)
}

/** Position of the first upper edge ≥ value; values above the last belong to it; NaN has the code `edges.length`. */
export function codeByUpperEdges(values: Float64Array, edges: Float64Array): Int32Array {
  const last = edges.length - 1
  return Int32Array.from(values, (v) => {
    if (Number.isNaN(v)) return edges.length
    let low = 0
    let high = last
    while (low < high) {
      const middle = (low + high) >> 1
      if (edges[middle]! >= v) high = middle
      else low = middle + 1
    }
    return Math.max(0, low)
  })
}
