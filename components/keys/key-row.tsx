import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { KeyIdentity } from '@/components/keys/key-identity';
import { Lifeline } from '@/components/keys/lifeline';
import { Sparkline } from '@/components/keys/sparkline';
import { StatusBadge } from '@/components/keys/status-badge';
import { StatusSwitch } from '@/components/keys/status-switch';
import type { KeyDialog } from '@/components/keys/use-key-dialogs';
import { Tag } from '@/components/ui/badge';
import { TABLE_ROLES } from '@/components/ui/table-roles';
import { Time } from '@/components/ui/time';
import type { KeyView } from '@/lib/keys/view';
import { RowActions, type RowExtra } from './row-actions';

type KeyRowProps = {
  of: KeyView;
  open: (dialog: KeyDialog) => void;
  /** The key's own page, where there is one. */
  href?: Route;
  /** Below the Access Key, such as whose it is or what for. */
  note?: ReactNode;
  /** What else its menu has. */
  extras?: readonly RowExtra[];
};

/** One key, three lines high; a card where the table does not fit. */
export function KeyRow({ of: key, open, href, note, extras }: KeyRowProps) {
  return (
    <tr
      {...TABLE_ROLES.row}
      className="group/row cards:relative cards:grid cards:content-start cards:grid-cols-2 cards:gap-x-4 cards:rounded-lg cards:border cards:border-line cards:px-3.5 cards:pt-3.5 cards:pb-1.5"
    >
      <th
        {...TABLE_ROLES.rowheader}
        scope="row"
        className="key-cell pl-3.5 font-normal cards:order-1 cards:col-span-2 cards:pr-14 cards:pl-0"
      >
        <KeyName name={key.name} {...(href === undefined ? {} : { href })} />
        {key.audience === 'CLIENT' && <Tag className="ml-1">Client</Tag>}
        <div className="leading-[18px]">
          <KeyIdentity accessKey={key.accessKey} />
        </div>
        {note}
      </th>
      <Cell label="API Key Access Secret" className="cards:order-4">
        <AccessSecret audience={key.audience} />
      </Cell>
      <Cell className="cards:order-2 cards:col-span-2 cards:mt-2 cards:mb-2.5">
        <StatusControl of={key} open={open} />
      </Cell>
      <Cell label="Last used" className="whitespace-nowrap cards:order-3">
        {key.lastUsed ? <Time {...key.lastUsed} /> : 'Never'}
        {/* Beside the last use, "none" would say nothing more. */}
        {key.calls && <Sparkline of={key.calls} />}
      </Cell>
      <Cell label="Expiration date and details" className="cards:order-5 cards:col-span-2">
        <Expiration of={key} />
      </Cell>
      <Cell className="w-[130px] text-right whitespace-nowrap cards:order-6 cards:col-span-2 cards:mt-2.5 cards:w-auto cards:border-t cards:pt-1">
        <RowActions
          of={key}
          open={open}
          {...(href === undefined ? {} : { href })}
          {...(extras === undefined ? {} : { extras })}
        />
      </Cell>
    </tr>
  );
}

function KeyName({ name, href }: { name: string; href?: Route }) {
  const look = 'font-semibold text-ink [overflow-wrap:anywhere]';
  if (href === undefined) return <span className={look}>{name}</span>;
  return (
    <Link href={href} prefetch={false} className={look}>
      {name}
    </Link>
  );
}

function Cell({ label, className, children }: { label?: string; className: string; children: ReactNode }) {
  return (
    <td {...TABLE_ROLES.cell} data-label={label} className={`key-cell ${className}`}>
      {children}
    </td>
  );
}

function AccessSecret({ audience }: Pick<KeyView, 'audience'>) {
  if (audience === 'CLIENT') return <span className="text-xs leading-[18px] text-ink-3">None, it is public</span>;
  return (
    <>
      <span aria-hidden="true" className="block tracking-[1px] text-ink-3 cards:mr-2 cards:inline">
        ••••••••
      </span>
      <span className="text-xs leading-[18px] text-ink-3">Shown once</span>
    </>
  );
}

function StatusControl({ of: key, open }: Pick<KeyRowProps, 'of' | 'open'>) {
  return (
    <div className="flex min-h-5 items-center gap-2">
      <StatusSwitch of={key} open={open} className="cards:absolute! cards:top-4 cards:right-3.5" />
      <StatusBadge status={key.status} statusLabel={key.statusLabel} statusTone={key.statusTone} />
    </div>
  );
}

function Expiration({ of: key }: { of: KeyView }) {
  return (
    <>
      <div className="mb-0.5 flex items-center gap-2.5">
        {key.expiration ? <Time {...key.expiration} /> : <span>Never</span>}
        {key.expiration && <Lifeline of={key} className="w-auto max-w-24 flex-1 cards:max-w-none" />}
      </div>
      <p className="min-w-0 text-[12.5px] leading-[18px] text-ink-2">{key.details}</p>
    </>
  );
}
