/** The sign of 甬车: a viewfinder with a tick, 照片 and 核对 in one. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" fill="none" strokeLinecap="round">
      <rect width="32" height="32" rx="7" fill="rgb(255 255 255 / 12%)" />
      <path d="M7 12V7h5M20 7h5v5M25 20v5h-5M12 25H7v-5" stroke="#7fc4c1" strokeWidth="2.2" strokeLinejoin="round" />
      <path d="M10.5 16.4l4 4 7.2-8.2" stroke="#fff" strokeWidth="2.8" strokeLinejoin="round" />
    </svg>
  );
}
