/** Names of knobs by what they do. A knob without words shows its key, spelled out. */
const words: Readonly<Record<string, { readonly label: string; readonly hint: string }>> = {
  trees: { label: 'Trees per column', hint: 'More trees draw finer detail and take longer.' },
  minimumLeaf: { label: 'Smallest group behind a value', hint: 'Rows. The privacy dial of the trees.' },
  columnShare: { label: 'Columns tried at each split', hint: 'A part of 0 to 1. Lower makes the trees differ more.' },
  corrected: {
    label: 'Correct what can be told apart',
    hint: 'Makes more rows than asked for and keeps those that look most like real ones, in the right shares.',
  },
  targetWeight: {
    label: 'Weight of the target',
    hint: 'Pairs of columns without the target count so many times less when the pairs to measure are chosen.',
  },
  width: { label: 'Width', hint: 'Units in each hidden layer.' },
  hidden: { label: 'Hidden units', hint: 'Units in each hidden layer.' },
  layers: { label: 'Layers', hint: 'Hidden layers.' },
  embedding: { label: 'Embedding width', hint: 'Numbers that stand for each value.' },
  steps: { label: 'Most steps', hint: 'Optimizer steps before training ends by itself.' },
  batch: { label: 'Rows per step', hint: 'Larger is steadier and slower.' },
  batchSize: { label: 'Rows per step', hint: 'Larger is steadier and slower.' },
  learningRate: { label: 'Learning rate', hint: 'Size of a step. Too large and the loss jumps.' },
  dropout: { label: 'Dropout', hint: 'Part of the units switched off at each step: less copying, slower learning.' },
  weightDecay: { label: 'Weight decay', hint: 'Pulls weights towards zero.' },
  components: { label: 'Components', hint: 'Principal components that are kept at most.' },
  patience: { label: 'Patience', hint: 'Checks without improvement on control rows before training ends.' },
}

export function optionWords(key: string): { readonly label: string; readonly hint?: string } {
  const spelled = key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words[key] ?? { label: spelled.charAt(0).toUpperCase() + spelled.slice(1) }
}
