import type { StoredPictures } from '../../db/pictures'
import { formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { refusalText } from '../refusal-text'
import styles from './pictures.module.css'

const mostNamed = 200

/** What was left out, scaled or found twice. */
export function GalleryNotes({ pictures }: { readonly pictures: StoredPictures }) {
  const { refused, resized, exactCopies, nearCopies, moved } = pictures
  return (
    <>
      {refused.length > 0 && (
        <Notice tone="warn" title={`${formatQuantity(refused.length, 'file was', 'files were')} left out`}>
          <ul className={styles.list} translate="no">
            {refused.slice(0, mostNamed).map(({ path, reason, count }) => (
              <li key={`${path} ${reason}`}>
                {path}: {refusalText(reason, count)}
              </li>
            ))}
          </ul>
          {refused.length > mostNamed && <p>… and {formatQuantity(refused.length - mostNamed, 'more file')}.</p>}
        </Notice>
      )}
      {resized > 0 && (
        <Notice tone="info" title={`${formatQuantity(resized, 'picture was', 'pictures were')} scaled`}>
          All pictures of a project have one size. What had another shape was cut at its edges. Your files stay as they
          are.
        </Notice>
      )}
      {exactCopies + nearCopies > 0 && (
        <Notice
          tone="info"
          title={`${formatQuantity(exactCopies, 'picture is', 'pictures are')} there twice, ${formatQuantity(nearCopies, 'more is', 'more are')} nearly the same as another`}
        >
          {moved > 0
            ? `${formatQuantity(moved, 'picture')} of validation or test ${moved === 1 ? 'repeats' : 'repeat'} one of training and ${moved === 1 ? 'counts' : 'count'} as training now: a model would else be tested on what it has seen.`
            : 'They stand in the same part, so no test is spoilt.'}
        </Notice>
      )}
    </>
  )
}
