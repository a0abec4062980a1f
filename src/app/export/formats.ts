/** How each format is offered. Ids are those of the exporters; packages are zips of everything. */
export interface FormatWords {
  readonly id: string
  readonly label: string
  readonly summary: string
  readonly extension: string
  readonly mimeType: string
}

export const formats: readonly FormatWords[] = [
  { id: 'csv', label: 'CSV', summary: 'For everything', extension: 'csv', mimeType: 'text/csv' },
  {
    id: 'package',
    label: 'Package',
    summary: 'CSV with report, recipe, data card and provenance',
    extension: 'zip',
    mimeType: 'application/zip',
  },
  {
    id: 'public-package',
    label: 'Public package',
    summary: 'The same for strangers: no seeds, no recipe, nothing that was measured on real rows',
    extension: 'zip',
    mimeType: 'application/zip',
  },
  {
    id: 'xlsx',
    label: 'Excel',
    summary: 'For spreadsheets, with types',
    extension: 'xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  {
    id: 'parquet',
    label: 'Parquet',
    summary: 'Small and typed, for pandas, DuckDB, Spark',
    extension: 'parquet',
    mimeType: 'application/vnd.apache.parquet',
  },
  {
    id: 'jsonl',
    label: 'JSON Lines',
    summary: 'One object per row',
    extension: 'jsonl',
    mimeType: 'application/x-ndjson',
  },
  { id: 'sql', label: 'SQL', summary: 'CREATE TABLE and INSERT', extension: 'sql', mimeType: 'application/sql' },
  { id: 'tsv', label: 'TSV', summary: 'Tabs between cells', extension: 'tsv', mimeType: 'text/tab-separated-values' },
]
