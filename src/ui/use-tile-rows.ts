import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useRef } from 'react'

const cell = 72 // pixels
const gap = 4

/** Square tiles in as many columns as fit; only the rows in sight are in the page. */
export function useTileRows(count: number) {
  const { ref: inner, width } = useElementSize()
  const scroll = useRef<HTMLElement>(null)
  const columns = Math.max(3, Math.floor((width + gap) / (cell + gap)))
  const side = width > 0 ? (width - gap * (columns - 1)) / columns : cell
  const virtualizer = useVirtualizer({
    count: Math.ceil(count / columns),
    getScrollElement: () => scroll.current,
    estimateSize: () => side + gap,
    overscan: 3,
  })
  return {
    scroll,
    inner,
    columns,
    height: virtualizer.getTotalSize(),
    rows: virtualizer.getVirtualItems().map(({ index, key }) => ({
      key,
      tiles: Array.from({ length: Math.min(columns, count - index * columns) }, (_, i) => index * columns + i),
      style: {
        transform: `translateY(${index * (side + gap)}px)`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      } satisfies CSSProperties,
    })),
    showRowOf: (index: number) => virtualizer.scrollToIndex(Math.floor(index / columns)),
  }
}
