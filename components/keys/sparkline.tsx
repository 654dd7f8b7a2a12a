import type { SparklineView } from '@/lib/usage/view';

/** When a key was used in the last month, in 60 × 20 pixels. */
export function Sparkline({ of: view }: { of: SparklineView | null }) {
  if (view === null) return <span className="text-ink-3">none</span>;
  const { label, line } = view;
  return (
    <svg role="img" aria-label={label} viewBox="0 0 600 200" className="block h-5 w-[60px] overflow-visible">
      <title>{label}</title>
      <path d={`${line}L600 200L0 200z`} className="fill-chart-1 opacity-20" />
      <path d={line} className="fill-none stroke-chart-1" strokeWidth={12.5} strokeLinejoin="round" />
    </svg>
  );
}
