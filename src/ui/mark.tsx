/** The studio's mark: a blue table, and the orange one learned from it. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden role="presentation">
      <rect x="3" y="3" width="19" height="19" rx="4.5" fill="none" stroke="var(--real)" strokeWidth="2.4" />
      <path d="M3.5 9.6h18M9.6 9.6v12" stroke="var(--real)" strokeWidth="2" />
      <rect
        x="11"
        y="11"
        width="18"
        height="18"
        rx="4.5"
        fill="var(--card)"
        stroke="var(--synthetic)"
        strokeWidth="2.4"
      />
      <path d="M11.5 17.4h17M17.4 17.4v11" stroke="var(--synthetic)" strokeWidth="2" />
    </svg>
  )
}
