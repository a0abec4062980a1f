import { Text, useComputedColorScheme } from '@mantine/core'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { resolveColor } from '../palette'
import styles from './charts.module.css'

interface HeatMapProps {
  readonly names: readonly string[]
  /** Of the lower triangle, `row` > `column`; undefined where there is no figure. 0 is the page, `top` the full colour. */
  readonly value: (row: number, column: number) => number | undefined
  readonly top: number
  readonly format: (value: number) => string
  /** What the picture shows, in a sentence. */
  readonly summary: string
  readonly onSelect?: (row: number, column: number) => void
}

interface Cell {
  readonly row: number
  readonly column: number
}

/** Names stand on the diagonal, where they fit: right of their row and above their column. */
const labelledFrom = 13
const labelWidth = 110

/** A triangle of cells, one per pair of names. On a canvas: 250 names are 31,125 cells. */
export function HeatMap({ names, value, top, format, summary, onSelect }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [over, setOver] = useState<Cell>()
  const scheme = useComputedColorScheme('light')
  const cells = Math.max(1, names.length - 1)
  const side = Math.max(2, Math.min(26, Math.floor(400 / cells)))

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page after `scheme` changes
  useEffect(() => {
    const draw = () => canvas.current && drawCells(canvas.current, { names, value, top, side })
    draw()
    // Printing has the light theme's colours.
    const events = ['beforeprint', 'afterprint'] as const
    for (const event of events) window.addEventListener(event, draw)
    return () => {
      for (const event of events) window.removeEventListener(event, draw)
    }
  }, [names, value, top, side, scheme])

  const cellAt = (event: PointerEvent<HTMLCanvasElement>): Cell | undefined => {
    const box = event.currentTarget.getBoundingClientRect()
    const shown = box.height / names.length
    const column = Math.floor((event.clientX - box.left) / shown)
    const row = Math.floor((event.clientY - box.top) / shown)
    return column >= 0 && row > column && row < names.length ? { row, column } : undefined
  }
  const shown = over && value(over.row, over.column)
  return (
    <div className={styles.chart}>
      <canvas
        ref={canvas}
        className={styles.heat}
        role="img"
        aria-label={summary}
        onPointerMove={(event) => setOver(cellAt(event))}
        onPointerLeave={() => setOver(undefined)}
        onPointerDown={(event) => {
          const cell = cellAt(event)
          if (cell) onSelect?.(cell.row, cell.column)
        }}
      />
      <Text className={styles.onScreen} size="sm" mt={6} mih="1.5em" c={over ? undefined : 'dimmed'}>
        {over
          ? `${names[over.column]} with ${names[over.row]}: ${shown === undefined ? 'no figure' : format(shown)}`
          : 'Point at a cell to read it.'}
      </Text>
    </div>
  )
}

function drawCells(
  canvas: HTMLCanvasElement,
  { names, value, top, side }: Pick<HeatMapProps, 'names' | 'value' | 'top'> & { side: number },
): void {
  const cells = Math.max(1, names.length - 1)
  const scale = window.devicePixelRatio || 1
  const labels = side >= labelledFrom ? labelWidth : 0
  canvas.width = (cells * side + labels) * scale
  canvas.height = names.length * side * scale
  canvas.style.width = `${cells * side + labels}px`
  const context = canvas.getContext('2d')
  if (!context) return
  context.scale(scale, scale)
  const [full, empty] = [resolveColor('synthetic', canvas), resolveColor('sunken', canvas)]
  const gap = side > 6 ? 1 : 0
  for (let row = 1; row < names.length; row++) {
    for (let column = 0; column < row; column++) {
      const v = value(row, column)
      const place = [column * side, row * side, side - gap, side - gap] as const
      context.globalAlpha = 1
      context.fillStyle = empty
      context.fillRect(...place)
      if (v === undefined) continue
      context.globalAlpha = Math.max(0, Math.min(1, v / top))
      context.fillStyle = full
      context.fillRect(...place)
    }
  }
  if (labels > 0) drawNames(context, canvas, names, side)
}

function drawNames(
  context: CanvasRenderingContext2D,
  canvas: HTMLCanvasElement,
  names: readonly string[],
  side: number,
): void {
  context.globalAlpha = 1
  context.fillStyle = getComputedStyle(canvas).color
  context.font = '11px system-ui, sans-serif'
  context.textBaseline = 'middle'
  names.forEach((name, i) => {
    const short = name.length > 16 ? `${name.slice(0, 15)}…` : name
    context.fillText(short, i * side + 5, (i + 0.5) * side)
  })
}
