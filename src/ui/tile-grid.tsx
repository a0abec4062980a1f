import type { ReactNode } from 'react'
import styles from './tile-grid.module.css'
import { useTileRows } from './use-tile-rows'

interface TileGridProps {
  readonly count: number
  readonly label: string
  /** A square tile; its React key is its index in the grid. */
  readonly tile: (index: number) => ReactNode
}

/** Square tiles by the thousand: only the rows in sight are in the page. */
export function TileGrid({ count, label, tile }: TileGridProps) {
  const { scroll, inner, rows, height } = useTileRows(count)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className={styles.scroll} ref={scroll} aria-label={label} tabIndex={0}>
      <div ref={inner} style={{ height, position: 'relative' }}>
        {rows.map(({ key, tiles, style }) => (
          <div key={key} className={styles.row} style={style}>
            {tiles.map(tile)}
          </div>
        ))}
      </div>
    </section>
  )
}
