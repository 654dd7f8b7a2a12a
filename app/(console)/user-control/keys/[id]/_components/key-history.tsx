import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Icon } from '@/components/ui/icon';
import { Time } from '@/components/ui/time';
import type { Change, EntryView, HistoryView } from '@/lib/audit/view';

/** What became of the key, newest first, a page at a time. */
export function KeyHistory({ of: { entries, older, isOlder }, keyId }: { of: HistoryView; keyId: string }) {
  const page = `/user-control/keys/${keyId}` as const;
  return (
    <Card>
      <CardHeader title="History" id="history">
        {isOlder && (
          <Link href={page} scroll={false}>
            Newest
          </Link>
        )}
      </CardHeader>
      <CardBody className="grid gap-3">
        {entries.length === 0 && <p className="text-ink-2">Nothing older is known of this key.</p>}
        <ol aria-labelledby="history" className="grid gap-3">
          {entries.map((entry) => (
            <Entry key={entry.id} of={entry} />
          ))}
        </ol>
        {older !== null && (
          <Link
            href={`${page}?before=${older}`}
            scroll={false}
            prefetch={false}
            className={cn(buttonClass({ size: 'sm' }), 'justify-self-start')}
          >
            Show older
          </Link>
        )}
      </CardBody>
    </Card>
  );
}

function Entry({ of: { who, says, icon, changes, at, address } }: { of: EntryView }) {
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-2.5">
      <Icon name={icon} className="mt-0.5 text-ink-3" />
      <div className="min-w-0">
        <p className="[overflow-wrap:anywhere]">
          <b className="font-medium text-ink">{who}</b> <span className="text-ink-2">{says}</span>
        </p>
        {changes.length > 0 && (
          <ul className="grid gap-px text-xs leading-[18px]">
            {changes.map((change) => (
              <ChangeLine key={change.label} of={change} />
            ))}
          </ul>
        )}
        <p className="flex flex-wrap gap-x-1.5 text-xs leading-[18px] text-ink-3">
          <Time {...at} />
          {address !== null && <span className="mono">{address}</span>}
        </p>
      </div>
    </li>
  );
}

function ChangeLine({ of: { label, from, to, isCode } }: { of: Change }) {
  const code = cn('text-ink [overflow-wrap:anywhere]', isCode && 'mono');
  return (
    <li className="text-ink-2">
      {label}: {from !== null && <span className={to === null ? code : cn(code, 'text-ink-3')}>{from}</span>}
      {from !== null && (
        <>
          <span aria-hidden="true"> → </span>
          <span className="sr-only"> became </span>
        </>
      )}
      {from === null || to !== null ? <span className={code}>{to}</span> : 'none'}
    </li>
  );
}
