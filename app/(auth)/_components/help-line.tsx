import { Icon } from '@/components/ui/icon';

/** Where to ask, under the card; nothing without a help-desk text. */
export function HelpLine({ helpDesk }: { helpDesk: string | null }) {
  if (helpDesk === null) return null;
  return (
    <p className="flex items-center justify-center gap-1.5 text-xs leading-[18px] text-ink-3">
      <Icon name="help" className="size-3.5" />
      <span>Cannot sign in? {helpDesk}</span>
    </p>
  );
}
