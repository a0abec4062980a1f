import { useEffect, useRef } from 'react'

export interface PixelCanvasProps {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  /** `[height][width][channels]`; nothing is drawn while it is absent. */
  readonly pixels: Uint8Array | undefined
  /** Absent where what is around it says what it shows. */
  readonly label?: string
  readonly className?: string | undefined
}

/** Draws raw pixels. */
export function PixelCanvas({ width, height, channels, pixels, label, className }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !pixels) return
    const image = context.createImageData(width, height)
    for (let i = 0; i < width * height; i++) {
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = pixels[i * channels + (channels === 3 ? c : 0)]!
      image.data[4 * i + 3] = 255
    }
    context.putImageData(image, 0, 0)
  }, [width, height, channels, pixels])
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined || undefined}
      title={label}
      className={className}
    />
  )
}
