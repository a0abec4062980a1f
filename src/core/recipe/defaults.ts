import type { GeneratorChoice, SplitChoice } from './recipe'

/** What a project begins with, in the app and headless. */
export const defaultSplit: SplitChoice = { holdout: 'full', train: 0.6, control: 0.2 }
export const defaultGenerator: GeneratorChoice = { id: 'auto', options: {}, minimumCount: 5 }
