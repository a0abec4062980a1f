import type { Split } from './best-split'
import type { Forest } from './forest'

/** Collects nodes while trees grow. */
export interface ForestBuilder {
  /** A fresh tree; returns its root. */
  addTree(): number
  /** Makes `node` a question and returns its left child; the right one follows. `feature`: position of the unit. */
  addSplit(node: number, split: Split, feature: number): number
  /** Makes `node` a leaf. `codes`, ascending, and how many rows hold each. */
  addLeaf(node: number, codes: ArrayLike<number>, counts: ArrayLike<number>): void
  /** The trees so far. */
  forest(): Forest
}

export function forestBuilder(): ForestBuilder {
  const roots: number[] = []
  const feature: number[] = []
  const child: number[] = []
  const question: number[] = []
  const masks: number[] = []
  const leafStart: number[] = [0]
  let leafCodes = new Uint16Array(1024)
  let leafCumulative = new Uint32Array(1024)
  const addNode = () => {
    child.push(-1)
    question.push(0)
    return feature.push(-1) - 1
  }
  const reserve = (length: number) => {
    if (length <= leafCodes.length) return
    const capacity = Math.max(length, 2 * leafCodes.length)
    leafCodes = grown(leafCodes, new Uint16Array(capacity))
    leafCumulative = grown(leafCumulative, new Uint32Array(capacity))
  }
  return {
    addTree() {
      const root = addNode()
      roots.push(root)
      return root
    },
    addSplit(node, split, unit) {
      feature[node] = unit
      question[node] = split.mask ? masks.length : split.threshold + (split.missingLeft ? 256 : 0)
      if (split.mask) masks.push(...split.mask)
      const left = addNode()
      addNode()
      child[node] = left
      return left
    },
    addLeaf(node, codes, counts) {
      const start = leafStart.at(-1)!
      reserve(start + codes.length)
      child[node] = leafStart.length - 1
      let cumulative = 0
      for (let i = 0; i < codes.length; i++) {
        cumulative += counts[i]!
        leafCodes[start + i] = codes[i]!
        leafCumulative[start + i] = cumulative
      }
      leafStart.push(start + codes.length)
    },
    forest: () => ({
      roots: Int32Array.from(roots),
      feature: Int32Array.from(feature),
      child: Int32Array.from(child),
      question: Int32Array.from(question),
      masks: Uint32Array.from(masks),
      leafStart: Int32Array.from(leafStart),
      leafCodes: leafCodes.slice(0, leafStart.at(-1)),
      leafCumulative: leafCumulative.slice(0, leafStart.at(-1)),
    }),
  }
}

function grown<Numbers extends Uint16Array | Uint32Array>(old: Numbers, larger: Numbers): Numbers {
  larger.set(old)
  return larger
}
