// The mark: a hull on a slipway.

export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <g transform="rotate(13 16 18)" fill="var(--accent)">
        <path d="M3 13.5h26.5l-3.6 7.3a3.4 3.4 0 0 1-3 1.9H11A6.5 6.5 0 0 1 5 18.9Z" />
        <path d="M11.5 6h6.5l1.6 5.5h-8.1Z" />
      </g>
      <path d="M2 23.5 30 30" stroke="var(--warn)" strokeWidth="2.5" strokeLinecap="round" fill="none" />
    </svg>
  )
}
