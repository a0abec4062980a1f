import styles from './charts.module.css'

/** The fill of the second series: told apart by its pattern, not by its colour alone. */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" className={styles.secondArea} />
        <line x1="0" y1="0" x2="0" y2="5" className={styles.secondHatch} />
      </pattern>
    </defs>
  )
}
