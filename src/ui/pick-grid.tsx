import { type KeyboardEvent, type MouseEvent, type ReactNode, useId } from 'react'
import { type Picking, type PickWay, pickAt } from './picking'
import styles from './tile-grid.module.css'
import { useTileRows } from './use-tile-rows'

interface PickGridProps {
  /** Numbers of the things, in the order in which they are shown. */
  readonly order: readonly number[]
  readonly label: string
  readonly picking: Picking
  onPick(picking: Picking): void
  /** What a tile shows, by its thing. */
  readonly tile: (thing: number) => ReactNode
  readonly tileLabel: (thing: number) => string
  /** Keys that the grid has no use for itself. */
  onKey?(event: KeyboardEvent): void
}

/** Square tiles to pick from, one or many: by pointer (Shift for a row of them, Ctrl or a finger for single ones) and by keyboard. */
export function PickGrid({ order, label, picking, onPick, tile, tileLabel, onKey }: PickGridProps) {
  const id = useId()
  const { scroll, inner, rows, height, columns, showRowOf } = useTileRows(order.length)
  const cursor = Math.min(picking.cursor, order.length - 1)
  const pick = (at: number, way: PickWay) => {
    const next = pickAt(picking, order, at, way)
    onPick(next)
    showRowOf(next.cursor)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, columns, order.length)
    const isChord = event.ctrlKey || event.metaKey
    if (step !== undefined) pick(cursor + step, event.shiftKey ? 'range' : isChord ? 'go' : 'only')
    else if (event.key === ' ') pick(cursor, 'toggle')
    else if (isChord && event.key.toLowerCase() === 'a') onPick({ ...picking, picked: new Set(order) })
    else if (event.key === 'Escape' && picking.picked.size > 0) onPick({ ...picking, picked: new Set() })
    else return onKey?.(event)
    event.preventDefault()
  }
  return (
    <div
      className={styles.scroll}
      ref={(element) => {
        scroll.current = element
      }}
      role="listbox"
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={rows.some(({ tiles }) => tiles.includes(cursor)) ? `${id}${cursor}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div ref={inner} role="none" style={{ height, position: 'relative' }}>
        {rows.map(({ key, tiles, style }) => (
          <div key={key} role="none" className={styles.row} style={style}>
            {tiles.map((at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus, and says which option is meant
              <div
                key={at}
                id={`${id}${at}`}
                role="option"
                aria-selected={picking.picked.has(order[at]!)}
                aria-label={tileLabel(order[at]!)}
                aria-setsize={order.length}
                aria-posinset={at + 1}
                className={styles.option}
                data-cursor={at === cursor || undefined}
                onClick={(event) => pick(at, wayOf(event))}
              >
                {tile(order[at]!)}
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** A finger has no Ctrl: it adds, and takes away. */
function wayOf({ shiftKey, ctrlKey, metaKey, nativeEvent }: MouseEvent): PickWay {
  if (shiftKey) return 'range'
  const isTouch = 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch'
  return ctrlKey || metaKey || isTouch ? 'toggle' : 'only'
}

function stepOf(key: string, columns: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -5 * columns,
    PageDown: 5 * columns,
    Home: -count,
    End: count,
  }
  return steps[key]
}
