import type { PictureSet } from '../core/images/picture-set'
import type { LiveSheet } from '../db/made-pictures'
import { PixelCanvas } from '../ui/pixel-canvas'
import styles from './class-sheet.module.css'

/** Made pictures of each class in a row, real ones beside them. */
export function ClassSheet({ sheet }: { readonly sheet: LiveSheet }) {
  const { made, real, step } = sheet
  const labels = [...new Set(made.labels)].sort((a, b) => a - b)
  return (
    <ul className={styles.sheet} aria-label="Sheet" data-step={step}>
      <li className={`${styles.row} ${styles.heads}`} aria-hidden>
        <span className={styles.name} />
        <span>Made</span>
        <span>Real</span>
      </li>
      {labels.map((label) => (
        <li key={label} className={styles.row}>
          <span className={styles.name} translate="no" title={made.classes[label]}>
            {made.classes[label]}
          </span>
          <Strip className={styles.made} set={made} label={label} what="made" />
          <Strip className={styles.real} set={real} label={label} what="real" />
        </li>
      ))}
    </ul>
  )
}

interface StripProps {
  readonly className: string | undefined
  readonly set: PictureSet
  readonly label: number
  readonly what: string
}

function Strip({ className, set, label, what }: StripProps) {
  const { width, height, channels, pixels, labels, classes } = set
  const size = width * height * channels
  const places = [...labels.keys()].filter((place) => labels[place] === label)
  return (
    <div className={className}>
      {places.map((place, i) => (
        <PixelCanvas
          key={place}
          {...{ width, height, channels }}
          pixels={pixels.subarray(place * size, (place + 1) * size)}
          label={`${classes[label]}, ${what}, ${i + 1}`}
          className={styles.picture}
        />
      ))}
    </div>
  )
}
