import { Notice } from '../../ui/notice'

/** What a private table's report is not. */
export function PrivateNotice() {
  return (
    <Notice tone="info" title="Made with differential privacy">
      The rows carry a guarantee; the figures below were measured on real rows and are not covered by the guarantee.
      Keep them to yourself. The package under Export holds a page without them, which may go with the file. Making
      tables again and again until a report pleases uses up more privacy than any one of them states.
    </Notice>
  )
}
