/** Which of many things are picked, as file managers have it. Things are known by number, in whatever order they stand. */
export interface Picking {
  readonly picked: ReadonlySet<number>
  /** Where the keyboard is, and where a range starts: places in the order shown. */
  readonly cursor: number
  readonly anchor: number
}

export const nothingPicked: Picking = { picked: new Set(), cursor: 0, anchor: 0 }

/** `only`: nothing else stays picked · `toggle`: this one changes · `range`: all from the anchor to it · `go`: nothing changes. */
export type PickWay = 'only' | 'toggle' | 'range' | 'go'

/** @param order numbers of the things as they are shown */
export function pickAt(picking: Picking, order: readonly number[], at: number, way: PickWay): Picking {
  const cursor = Math.min(order.length - 1, Math.max(0, at))
  const thing = order[cursor]
  if (thing === undefined) return picking
  switch (way) {
    case 'go':
      return { ...picking, cursor }
    case 'only':
      return { picked: new Set([thing]), cursor, anchor: cursor }
    case 'toggle': {
      const picked = new Set(picking.picked)
      if (!picked.delete(thing)) picked.add(thing)
      return { picked, cursor, anchor: cursor }
    }
    case 'range': {
      const anchor = Math.min(order.length - 1, picking.anchor)
      const range = order.slice(Math.min(anchor, cursor), Math.max(anchor, cursor) + 1)
      return { picked: new Set(range), cursor, anchor }
    }
    default:
      return way satisfies never
  }
}
