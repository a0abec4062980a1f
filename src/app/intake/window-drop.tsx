import { IconFileImport, IconFileX } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useDropzone } from 'react-dropzone'
import { intake, lendPicker, takeText } from './intake'
import styles from './window-drop.module.css'

/** The whole window takes files, dropped or pasted, on every screen. */
export function WindowDrop({ children }: { readonly children: ReactNode }) {
  const { getRootProps, getInputProps, isDragActive, isDragReject, open } = useDropzone({
    onDrop: (files) => void intake(files),
    // Names decide after the drop; while dragging only the type is known, and most tables have none.
    validator: (item) =>
      /^(video|audio|font)\//.test(item.type) && !('name' in item)
        ? { code: 'not-a-table', message: 'Not a table' }
        : null,
    noClick: true,
    noKeyboard: true,
    useFsAccessApi: false,
  })
  useEffect(() => lendPicker(open), [open])
  useEffect(() => {
    addEventListener('paste', onPaste)
    return () => removeEventListener('paste', onPaste)
  }, [])
  return (
    <div {...getRootProps({ role: undefined, tabIndex: undefined })} className={styles.window}>
      <input
        {...getInputProps({
          'aria-label': 'Choose a table',
          tabIndex: -1,
          id: 'file-input',
          style: { display: 'none' },
        })}
      />
      {children}
      {isDragActive && <DropHint isWrong={isDragReject} />}
    </div>
  )
}

function DropHint({ isWrong }: { readonly isWrong: boolean }) {
  const Icon = isWrong ? IconFileX : IconFileImport
  return (
    <div className={styles.hint} data-wrong={isWrong || undefined}>
      <div className={styles.box}>
        <Icon size={44} stroke={1.4} aria-hidden />
        <p className={styles.title}>{isWrong ? 'This can’t be read here' : 'Drop it anywhere'}</p>
        <p className={styles.text}>
          {isWrong
            ? 'The studio takes tables (CSV, TSV, JSON, Parquet, Excel) and pictures.'
            : 'It is read on this device and goes nowhere else.'}
        </p>
      </div>
    </div>
  )
}

function onPaste(event: ClipboardEvent): void {
  const target = event.target
  if (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable=true]')) return
  const data = event.clipboardData
  if (!data) return
  event.preventDefault()
  if (data.files.length > 0) void intake([...data.files])
  else void takeText(data.getData('text/plain'))
}
