/** Sentences of the variant for strangers. */
export const publicVariant = {
  title: 'About a synthetic table',
  made: (generator: string, rows: string) =>
    generator === 'imported' ? `${rows} synthetic rows, made elsewhere.` : `${rows} synthetic rows by ${generator}.`,
  why: 'This is the public variant of the report. How close the table is, how useful, and what an audit found was measured on real rows; such figures can give away something about them, and are left out. Ask whoever made the table for the internal report.',
  kind: 'Kind',
  privacy: 'Privacy',
  limits: [
    'That rows are synthetic is no legal guarantee: whether they may be shared has to be judged.',
    'Rows are taken as independent of each other: sequences and links between tables are not kept.',
    'Do not estimate from it how often something occurs in the real world, and do not train the next synthetic table on it.',
  ],
}
