import { useEffect, useState } from 'react'
import type { Generator } from '../../core/generators/generator'

/** What screens need of a generator; the algorithms stay out of the first screen's code. */
export type GeneratorFacts = Pick<
  Generator,
  'id' | 'label' | 'summary' | 'paper' | 'options' | 'conditions' | 'trains' | 'isPrivate'
>

let loaded: readonly GeneratorFacts[] = []

/** The registry, loaded when a screen first asks. Empty until it is there. */
export function useGenerators(): readonly GeneratorFacts[] {
  const [generators, setGenerators] = useState(loaded)
  useEffect(() => {
    if (generators.length > 0) return
    void import('../../core/generators/registry').then((registry) => {
      loaded = registry.generators
      setGenerators(loaded)
    })
  }, [generators])
  return generators
}
