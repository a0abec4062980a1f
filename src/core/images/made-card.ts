import type { PictureLayout } from './layouts/layout'
import type { PictureReport } from './metrics/picture-report'
import type { PictureProvenance } from './picture-provenance'

interface CardFacts {
  readonly provenance: PictureProvenance
  /** Of the generator, for people. */
  readonly generator: string
  readonly classes: readonly string[]
  readonly layout: PictureLayout['id']
  readonly report: PictureReport | undefined
}

/** `README.md` of a learned set: a Hugging Face dataset card (huggingface.co/docs/hub/datasets-cards), for machines and people. */
export function madeCard(facts: CardFacts): string {
  const { provenance } = facts
  const sections = [
    `# Synthetic pictures, learned from “${provenance.sources[0]!.name}”`,
    leadText(facts),
    section('What is in it', contentText(facts)),
    section('How it was made', generationText(facts)),
    section('How close and how useful it is', measuredText(facts.report)),
    section('Privacy', privacyText(facts)),
    section(
      'Limits',
      'It keeps the biases of its source, and rare classes are less faithful than common ones. Not meant for decisions on people, or for training the next generator.',
    ),
    'The same facts for machines: `provenance.json`.',
  ]
  return `---\n${yamlHead(facts)}---\n\n${sections.join('\n\n')}\n`
}

const section = (heading: string, text: string) => `## ${heading}\n\n${text}`

const sizes = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
] as const

/** Strings in JSON's notation are valid YAML. */
const quoted = (text: string) => JSON.stringify(text)

function yamlHead({ provenance, classes, layout }: CardFacts): string {
  const { images } = provenance.sampling
  const category = sizes.find(([below]) => images < below)?.[1] ?? '100K<n<1M'
  const isFolders = layout === 'imagefolder'
  const lines = [
    `pretty_name: ${quoted(`Synthetic: ${provenance.sources[0]!.name}`)}`,
    'license: unknown',
    'task_categories:',
    isFolders ? '- image-classification' : '- object-detection',
    'tags:',
    '- synthetic',
    'annotations_creators:',
    '- machine-generated',
    'source_datasets:',
    '- original',
    'size_categories:',
    `- ${quoted(category)}`,
    ...(isFolders ? featureLines(classes, images + provenance.mixing.realPictures) : []),
  ]
  return `${lines.join('\n')}\n`
}

const featureLines = (classes: readonly string[], examples: number) => [
  'dataset_info:',
  '  features:',
  '  - name: image',
  '    dtype: image',
  '  - name: label',
  '    dtype:',
  '      class_label:',
  '        names:',
  ...classes.map((name, label) => `          '${label}': ${quoted(name)}`),
  '  splits:',
  '  - name: train',
  `    num_examples: ${examples}`,
]

function leadText({ provenance }: CardFacts): string {
  const { sampling, mixing } = provenance
  const made = `${count(sampling.images)} made pictures`
  return mixing.realPictures > 0
    ? `${made} and ${count(mixing.realPictures)} real ones, which are named “real-…” and listed in \`provenance.json\`.`
    : `${made}; none of them was taken by a camera or drawn by a person.`
}

function contentText({ provenance, layout }: CardFacts): string {
  const rows = Object.entries(provenance.sampling.perClass).map(([name, n]) => `| ${cell(name)} | ${count(n)} |`)
  const words =
    layout === 'imagefolder'
      ? 'A folder for each class under `train`, as imagefolder reads it.'
      : 'Labels are boxes: each picture shows one thing, and its box is the whole picture.'
  return [words, ['| Class | Made pictures |', '| --- | --- |', ...rows].join('\n')].join('\n\n')
}

const cell = (text: string) => text.replace(/[|\n\r]/g, ' ')
const count = (n: number) => n.toLocaleString('en')
const percent = (v: number) => `${(100 * v).toFixed(1)} %`

function generationText({ provenance, generator }: CardFacts): string {
  const { split, app, createdAt, sampling } = provenance
  const { derivedFrom } = sampling
  const derived = derivedFrom
    ? derivedFrom.how === 'variation'
      ? `**Derived from real pictures:** noise was mixed into ${derivedFrom.from.length} of the learned pictures (strength ${derivedFrom.strength}), and the model went on from there. Which ones: \`provenance.json\`.`
      : `**Derived from real pictures:** the pictures lie on the way between two of the learned ones (${derivedFrom.from.join(', ')}).`
    : 'Every picture was drawn freely.'
  return `A ${generator} learned from ${count(split.train)} pictures; ${count(split.control)} steered when to stop, ${count(split.test)} were held back for testing. Made on ${createdAt.slice(0, 10)} with ${app.name} ${app.version}.\n\n${derived}`
}

function measuredText(report: PictureReport | undefined): string {
  if (!report) return 'Not measured: too few pictures were held back.'
  const { fidelity, utility } = report
  const rows = [
    ['Real test pictures with a made one near (coverage)', fidelity.made.coverage, fidelity.reference.coverage],
    ...(utility
      ? [['Accuracy of a classifier trained on it', utility.trainedOnMade.share, utility.trainedOnReal.share] as const]
      : []),
  ] as const
  const table = rows.map(([name, made, real]) => `| ${name} | ${percent(made)} | ${percent(real)} |`)
  return ['| Tested on real pictures | Made | Real |', '| --- | --- | --- |', ...table].join('\n')
}

function privacyText({ report, provenance }: CardFacts): string {
  const real = provenance.mixing.realPictures > 0 ? ' The real pictures among them are not protected at all.' : ''
  if (!report) return `Not checked for copies; no formal guarantee (differential privacy) holds.${real}`
  const { share, interval, isCopying } = report.copies.moved
  const found = `${percent(share)} of the made pictures (95 % interval ${percent(interval[0])} to ${percent(interval[1])}) lie as near to a learned picture as the nearest 1 % of test pictures do`
  return `${found}${isCopying ? ': more than chance explains, so **some are copies of learned pictures**.' : '.'} This finds copies; it proves nothing, and no formal guarantee (differential privacy) holds.${real}`
}
