import { useEffect, useState } from 'react'
import { readRows } from '../../jobs/evaluate'
import type { RowTexts } from '../../wire/api'

/** A few rows as text; undefined until they are there. */
export function useRows(outputId: string, of: 'synthetic' | 'control', rows: readonly number[]): RowTexts | undefined {
  const [found, setFound] = useState<{ readonly for: readonly number[]; readonly texts: RowTexts }>()
  useEffect(() => {
    let isAwaited = true
    void readRows(outputId, of, rows).then((texts) => {
      if (isAwaited) setFound({ for: rows, texts })
    })
    return () => {
      isAwaited = false
    }
  }, [outputId, of, rows])
  return found?.for === rows ? found.texts : undefined
}
