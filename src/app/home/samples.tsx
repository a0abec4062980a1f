import { UnstyledButton } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { formatQuantity } from '../../ui/format'
import { intake } from '../intake/intake'
import styles from './home.module.css'
import { listSamples, loadSample, type Sample } from './sample-files'

/** Built-in tables, for a first try without a file of one's own. */
export function Samples() {
  const [samples, setSamples] = useState<readonly Sample[]>([])
  useEffect(() => void listSamples().then(setSamples), [])
  if (samples.length === 0) return null
  return (
    <section aria-labelledby="samples-title">
      <h2 className={styles.sectionTitle} id="samples-title">
        No file at hand? Try one of these
      </h2>
      <ul className={styles.samples}>
        {samples.map((sample) => (
          <li key={sample.file}>
            <UnstyledButton
              className={styles.sample}
              onClick={() => void loadSample(sample).then((file) => intake([file]))}
            >
              <span className={styles.sampleName}>
                {sample.title}
                <IconArrowRight size={16} aria-hidden />
              </span>
              <span className={styles.sampleText}>{sample.summary}</span>
              <span className={styles.facts}>
                {formatQuantity(sample.rows, 'row')} · {formatQuantity(sample.columns, 'column')} · {sample.licence}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
