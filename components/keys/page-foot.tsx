import { Icon } from '@/components/ui/icon';

/** A tip, and whom to ask. Without a help desk's text the tip stands alone. */
export function PageFoot({ helpDesk, tip = true }: { helpDesk: string | null; tip?: boolean }) {
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-1.5 text-xs leading-[18px] text-ink-3 max-md:grid">
      {tip && (
        <p className="flex items-start gap-1.5">
          <Icon name="refresh" className="mt-0.5 size-3.5" />
          Tip: change keys every 3–6 months.
        </p>
      )}
      {helpDesk !== null && (
        <p className="flex items-start gap-1.5">
          <Icon name="help" className="mt-0.5 size-3.5" />
          Trouble with a key? {helpDesk}
        </p>
      )}
    </div>
  );
}
