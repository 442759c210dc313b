// The few pictograms the pages use, drawn on a 16 × 16 grid. Always beside words: they say nothing to a screen reader.

const shapes = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 4v4.3l2.8 1.7M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7Z',
  dots: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  warning: 'M8 6v3.5M8 12v.01M8 1.8 15 14H1Z',
  copy: 'M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8Z',
  external: 'M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9v4.5h-9v-9H7',
  undo: 'M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6.5',
  person: 'M8 2a2.8 2.8 0 1 0 0 5.6A2.8 2.8 0 0 0 8 2ZM2.7 14c.5-3 2.5-4.5 5.3-4.5s4.8 1.5 5.3 4.5',
  gate: 'M2.5 14V5.5M13.5 14V5.5M1.5 5.5 8 2l6.5 3.5M5.5 14V9h5v5',
  eye: 'M1.5 8C3 5 5.3 3.5 8 3.5S13 5 14.5 8C13 11 10.7 12.5 8 12.5S3 11 1.5 8ZM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z',
  refresh: 'M13.2 8a5.2 5.2 0 1 1-1.6-3.8M13.4 1.8v3.4H10',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5 14 14',
  anchor: 'M8 5v9M8 2a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3ZM5.5 7.5h5M2.5 9.5c.5 3 2.5 4.5 5.5 4.5s5-1.5 5.5-4.5',
} as const satisfies Record<string, string>

export type IconName = keyof typeof shapes

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={shapes[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** A ring that turns while something is under way. */
export function Spinner({ size = 16 }: { readonly size?: number }) {
  return (
    <svg className="icon spinner" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" opacity="0.25" />
      <path d="M8 2a6 6 0 0 1 6 6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
