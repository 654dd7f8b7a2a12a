import type { OpenDialog } from '@/components/keys/use-key-dialogs';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { KeyView } from '@/lib/keys/view';

type ExpiringBannerProps = { keys: KeyView[]; open: (dialog: OpenDialog) => void };

/** From five days before the end: the nearest key, and how many more. */
export function ExpiringBanner({ keys, open }: ExpiringBannerProps) {
  const ending = keys.flatMap((key) => (key.expiresSoon ? [{ key, days: key.expiresSoon.days }] : []));
  ending.sort((a, b) => a.days - b.days);
  const [nearest] = ending;
  if (!nearest) return null;
  const { key, days } = nearest;
  const others = ending.length - 1;
  return (
    <Banner
      tone="warn"
      action={
        key.may.regenerate && (
          <Button size="sm" onClick={() => open({ kind: 'regenerate', key })}>
            Regenerate
          </Button>
        )
      }
    >
      <b>
        {key.name} expires {inDays(days)}
        {others > 0 && `, and ${others} more soon`}.
      </b>
      {key.worksUntil !== null && ` It works until ${key.worksUntil}.`}
      {key.may.regenerate && ' Regenerate it before then.'}
    </Banner>
  );
}

function inDays(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}
