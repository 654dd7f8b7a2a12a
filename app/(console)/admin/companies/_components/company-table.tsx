import { Badge, Tag } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { type Column, DataCell, DataRow, DataTable } from '@/components/ui/data-table';
import { Time } from '@/components/ui/time';
import type { CompanyView } from '@/lib/companies/view';
import type { Asked } from './company-actions';

type OnAsk = (asked: Asked, company: CompanyView) => void;

const COLUMNS: readonly Column[] = [
  { title: 'Company' },
  { title: 'Time zone' },
  { title: 'Help-desk text' },
  { title: 'Added' },
  { title: 'Status' },
  { title: 'Actions', isUnseen: true },
];

export function CompanyTable({ companies, onAsk }: { companies: CompanyView[]; onAsk: OnAsk }) {
  return (
    <DataTable label="Companies" columns={COLUMNS}>
      {companies.map((company) => (
        <CompanyRow key={company.id} of={company} onAsk={onAsk} />
      ))}
    </DataTable>
  );
}

function CompanyRow({ of: company, onAsk }: { of: CompanyView; onAsk: OnAsk }) {
  const { name, slug, timeZone, helpDesk, created, status, isOwn } = company;
  return (
    <DataRow>
      <DataCell isHeader className="[overflow-wrap:anywhere]">
        <span className="flex flex-wrap items-center gap-x-2">
          <bdi className="font-semibold text-ink">{name}</bdi>
          {isOwn && <Tag>Yours</Tag>}
        </span>
        <span className="mono block text-xs leading-[18px] text-ink-3">{slug}</span>
      </DataCell>
      <DataCell label="Time zone">{timeZone}</DataCell>
      <DataCell label="Help-desk text" className="[overflow-wrap:anywhere]">
        {helpDesk === '' ? <span className="text-ink-3">none</span> : helpDesk}
      </DataCell>
      <DataCell label="Added" className="whitespace-nowrap">
        <Time {...created} />
      </DataCell>
      <DataCell label="Status">
        <Badge tone={status.tone} mark={status.mark}>
          {status.label}
        </Badge>
      </DataCell>
      <DataCell className="text-right cards:text-left">
        <RowActions of={company} onAsk={onAsk} />
      </DataCell>
    </DataRow>
  );
}

function RowActions({ of: company, onAsk }: { of: CompanyView; onAsk: OnAsk }) {
  const { name, isActive, isOwn, canInviteAgain } = company;
  const button = (asked: Asked, word: string) => (
    <Button size="sm" aria-label={`${word} ${name}`} onClick={() => onAsk(asked, company)}>
      {word}
    </Button>
  );
  return (
    <span className="inline-flex flex-wrap justify-end gap-2 cards:justify-start">
      {canInviteAgain && button('inviteAgain', 'Invite again')}
      {button('edit', 'Edit')}
      {!isActive && button('reactivate', 'Reactivate')}
      {isActive && !isOwn && button('deactivate', 'Deactivate')}
    </span>
  );
}
