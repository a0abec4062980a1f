import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import styles from './compose.module.css'

interface DrawingBoardProps {
  /** Pixels of the picture below. */
  readonly width: number
  readonly height: number
  /** A box has two corners, an outline three and more. */
  readonly way: 'outline' | 'box'
  /** `[x, y, …]` */
  readonly corners: readonly number[]
  onChange(corners: readonly number[]): void
}

const farStep = 8 // pixels
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Corners set by pointer or keyboard. */
export function DrawingBoard({ width, height, way, corners, onChange }: DrawingBoardProps) {
  const [cursor, setCursor] = useState<readonly [number, number]>([Math.round(width / 2), Math.round(height / 2)])
  const [isPulling, setPulling] = useState(false)
  const at = (event: PointerEvent<SVGSVGElement>): [number, number] => {
    const area = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - area.left) * width) / area.width
    const y = ((event.clientY - area.top) * height) / area.height
    return [Math.min(width, Math.max(0, Math.round(x))), Math.min(height, Math.max(0, Math.round(y)))]
  }
  const set = (point: readonly [number, number]) =>
    onChange(way === 'box' && corners.length === 4 ? [...point] : [...corners, ...point])
  const onDown = (event: PointerEvent<SVGSVGElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const point = at(event)
    setCursor(point)
    setPulling(way === 'box')
    set(point)
  }
  const onUp = (event: PointerEvent<SVGSVGElement>) => {
    const [x, y] = at(event)
    // A click alone is the first corner; the second follows.
    if (isPulling && corners.length === 2 && Math.hypot(x - corners[0]!, y - corners[1]!) > 2) set([x, y])
    setPulling(false)
  }
  const onKey = (event: KeyboardEvent) => {
    const arrow = arrows[event.key]
    if (arrow) {
      const step = event.shiftKey ? farStep : 1
      setCursor([
        Math.min(width, Math.max(0, cursor[0] + step * arrow[0])),
        Math.min(height, Math.max(0, cursor[1] + step * arrow[1])),
      ])
    } else if (event.key === ' ' || event.key === 'Enter') set(cursor)
    else if (event.key === 'Backspace') onChange(corners.slice(0, -2))
    else return
    event.preventDefault()
  }
  const isOpen = way === 'box' ? corners.length === 2 : corners.length >= 2
  return (
    <svg
      className={styles.board}
      viewBox={`0 0 ${width} ${height}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: corners are set by keyboard too
      tabIndex={0}
      role="application"
      aria-label={`Drawing board. Cursor at ${cursor[0]}, ${cursor[1]}; ${corners.length / 2} corners set.`}
      onPointerDown={onDown}
      onPointerMove={(event) => setCursor(at(event))}
      onPointerUp={onUp}
      onKeyDown={onKey}
    >
      {corners.length > 0 && <path d={shapeOf(way, isOpen ? [...corners, ...cursor] : corners)} />}
      {Array.from({ length: corners.length / 2 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place
        <circle key={i} cx={corners[2 * i]} cy={corners[2 * i + 1]} r={width / 160} />
      ))}
      <path
        d={`M${cursor[0] - width / 50} ${cursor[1]}h${width / 25}M${cursor[0]} ${cursor[1] - width / 50}v${width / 25}`}
      />
    </svg>
  )
}

function shapeOf(way: 'outline' | 'box', corners: readonly number[]): string {
  if (way === 'outline')
    return `M${Array.from({ length: corners.length / 2 }, (_, i) => `${corners[2 * i]} ${corners[2 * i + 1]}`).join('L')}Z`
  const [x0, y0, x1 = x0, y1 = y0] = corners as [number, number]
  return `M${x0} ${y0}H${x1}V${y1}H${x0}Z`
}
