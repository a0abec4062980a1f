import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import styles from './tile-grid.module.css'

const cell = 72 // pixels
const gap = 4

interface TileGridProps {
  readonly count: number
  readonly label: string
  /** A square tile; its React key is its index in the grid. */
  readonly tile: (index: number) => ReactNode
}

/** Square tiles by the thousand: only the rows in sight are in the page. */
export function TileGrid({ count, label, tile }: TileGridProps) {
  const { ref, width } = useElementSize()
  const scroll = useRef<HTMLDivElement>(null)
  const columns = Math.max(3, Math.floor((width + gap) / (cell + gap)))
  const side = width > 0 ? (width - gap * (columns - 1)) / columns : cell
  const rows = useVirtualizer({
    count: Math.ceil(count / columns),
    getScrollElement: () => scroll.current,
    estimateSize: () => side + gap,
    overscan: 3,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className={styles.scroll} ref={scroll} aria-label={label} tabIndex={0}>
      <div ref={ref} style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, key }) => (
          <div
            key={key}
            className={styles.row}
            style={{
              transform: `translateY(${index * (side + gap)}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {Array.from({ length: Math.min(columns, count - index * columns) }, (_, i) => tile(index * columns + i))}
          </div>
        ))}
      </div>
    </section>
  )
}
