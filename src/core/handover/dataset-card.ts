import { privacyReasons, privacySentence } from '../reports/html/privacy-html'
import type { Provenance } from '../reports/provenance'
import type { ColumnDescription } from './columns'
import { descriptionOf, type HandoverFacts } from './facts'
import { limitationWords } from './limitation-words'
import { completionWords, parityWords } from './steering-words'

/** `README.md`: a Hugging Face dataset card (huggingface.co/docs/hub/datasets-cards), YAML head and a body for people. */
export function datasetCard(facts: HandoverFacts): string {
  const { title, provenance, columns, file } = facts
  const sections = [
    `# ${title}`,
    descriptionOf(facts),
    section('What is in it', columnTable(columns)),
    section('How it was made', generationText(provenance)),
    section('How close it is', evaluationText(provenance)),
    section('Privacy', privacyText(provenance)),
    section('Bias', 'It keeps the biases of its source. Rare groups are less faithful than common ones.'),
    section('Limits', bullets(limitationWords(provenance.limitations))),
    section('Use', useText),
    section(
      'Check and cite',
      `${checkText(file)} The same facts for machines: \`provenance.json\`, \`croissant.json\`, \`datapackage.json\`.`,
    ),
  ]
  return `---\n${yamlHead(facts)}---\n\n${sections.join('\n\n')}\n`
}

const section = (heading: string, text: string) => `## ${heading}\n\n${text}`
const bullets = (texts: readonly string[]) => texts.map((text) => `- ${text}`).join('\n')

const useText = [
  '**Meant for:** software tests, teaching, method development, a first look before the real data can be used.',
  '**Not meant for:** decisions on people, estimates of how often something occurs in the real world, or training the next synthetic table from this one.',
].join('\n\n')

/** The hub's buckets. */
function sizeCategory(rows: number): string {
  const steps = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8]
  const names = ['n<1K', '1K<n<10K', '10K<n<100K', '100K<n<1M', '1M<n<10M', '10M<n<100M', '100M<n<1B']
  return names[steps.filter((step) => rows >= step).length]!
}

/** Strings in JSON's notation are valid YAML. */
const quoted = (text: string) => JSON.stringify(text)

function yamlHead({ title, columns, file }: HandoverFacts): string {
  const lines = [
    `pretty_name: ${quoted(title)}`,
    'license: unknown',
    'tags:',
    '- synthetic',
    '- tabular',
    'annotations_creators:',
    '- machine-generated',
    'language_creators:',
    '- machine-generated',
    'source_datasets:',
    '- original',
    'size_categories:',
    `- ${quoted(sizeCategory(file.rows))}`,
    'configs:',
    '- config_name: default',
    '  data_files:',
    '  - split: train',
    `    path: ${quoted(file.path)}`,
    'dataset_info:',
    '  features:',
    ...columns.flatMap(({ name, type, plain }) => [
      `  - name: ${quoted(name)}`,
      `    dtype: ${plain ? (dtypes[type] ?? 'string') : 'string'}`,
    ]),
    '  splits:',
    '  - name: train',
    `    num_examples: ${file.rows}`,
  ]
  return `${lines.join('\n')}\n`
}

const dtypes: Partial<Readonly<Record<ColumnDescription['type'], string>>> = {
  integer: 'int64',
  number: 'float64',
  boolean: 'bool',
}

function columnTable(columns: readonly ColumnDescription[]): string {
  const rows = columns.map(({ name, kind, type }) => `| ${cell(name)} | ${kind} | ${type} |`)
  return ['| Column | Kind | Type |', '| --- | --- | --- |', ...rows].join('\n')
}

const cell = (text: string) => text.replace(/[|\n\r]/g, ' ')

function generationText(provenance: Provenance): string {
  const { sources, generator, sampling, preprocessing, generationNumber, app } = provenance
  const [source] = sources
  const size = source?.rows === undefined ? '' : ` (${source.rows} rows)`
  const learned = generator.trainedRows === undefined ? '' : `, fitted to ${generator.trainedRows} rows`
  const steps = preprocessing.filter(({ step }) => step !== 'learn')
  const stepWords = { learn: 'Learned', fake: 'Made fresh', constant: 'One value', drop: 'Left out' }
  return [
    `Source: “${source?.name}”${size}. Generator: ${generator.type}${learned}. Made on ${provenance.createdAt.slice(0, 10)} with ${app.name} ${app.version}. Generation ${generationNumber}.`,
    ...steps.map(({ step, columns }) => `${stepWords[step]}: ${columns.join(', ')}.`),
    ...(sampling.conditions.length > 0 ? ['Rows were drawn under conditions; see `provenance.json`.'] : []),
    ...(sampling.columns
      ? ['Some columns were drawn with a temperature or top-p of their own; see `provenance.json`.']
      : []),
    ...(sampling.parity ? [parityWords(sampling.parity)] : []),
    ...(sampling.completedRows ? [completionWords(sampling.copies)] : []),
  ].join('\n\n')
}

function evaluationText({ evaluation, variant }: Provenance): string {
  if (evaluation.length === 0) {
    return variant === 'public'
      ? 'Left out of this public variant: figures that are measured on real rows are a leak of their own.'
      : 'Not measured.'
  }
  const text = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(4))
  const rows = evaluation.map(
    ({ metric, value, reference, baseline }) =>
      `| ${metric} | ${text(value)} | ${text(reference)} | ${text(baseline)} |`,
  )
  const head = ['| Figure | Synthetic | Real rows held back | Baseline |', '| --- | --- | --- | --- |']
  return [...head, ...rows].join('\n')
}

function privacyText({ privacy, variant }: Provenance): string {
  const { dp, heuristics, audits } = privacy
  const rare = heuristics.find(({ rule }) => rule === 'minimum-count')
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`
  return [
    ...(dp
      ? [privacySentence(dp), ...dp.why.map((reason) => privacyReasons[reason])]
      : ['Differential privacy: none.']),
    ...(rare ? [`Values that fewer than ${rare.parameter} source rows hold are not written.`] : []),
    ...audits.map(
      ({ audit, share, expected }) => `Audit “${audit}”: ${percent(share)}; of fresh real rows ${percent(expected)}.`,
    ),
    ...(variant === 'public' ? ['Audits on real rows are left out of this public variant.'] : []),
  ].join('\n\n')
}

const checkText = (file: HandoverFacts['file']) => `SHA-256 of \`${file.path}\`: \`${file.sha256}\`.`
