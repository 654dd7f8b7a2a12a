import type { ReactNode } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { TABLE_ROLES } from '@/components/ui/table-roles';
import { Time } from '@/components/ui/time';
import type { RequestView } from '@/lib/access/view';
import type { Answer } from './answer-dialog';

type OnAnswer = (answer: Answer, request: RequestView) => void;

const HEAD_CELL = 'border-b border-line bg-well px-2.5 py-2 text-left text-xs font-medium whitespace-nowrap text-ink-3';
const CELL =
  'border-b border-line p-2.5 text-left align-top group-hover/row:bg-hover [tbody>tr:last-child>&]:border-b-0 cards:block cards:border-0 cards:px-0 cards:py-1 cards:group-hover/row:bg-transparent';

const LABELLED =
  'cards:before:block cards:before:text-xs cards:before:text-ink-3 cards:before:content-[attr(data-label)]';

/** A table, and cards where its columns do not fit. */
export function RequestTable({ requests, onAnswer }: { requests: RequestView[]; onAnswer: OnAnswer }) {
  return (
    <div className="@container/rows">
      <div className="overflow-hidden rounded-lg border border-line cards:rounded-none cards:border-0">
        <table {...TABLE_ROLES.table} className="w-full border-separate border-spacing-0 cards:block">
          <thead {...TABLE_ROLES.rowgroup} className="cards:sr-only">
            <tr {...TABLE_ROLES.row}>
              {['Person', 'Reason', 'Requested', 'Status'].map((title) => (
                <th key={title} {...TABLE_ROLES.columnheader} scope="col" className={cn(HEAD_CELL, 'first:pl-3.5')}>
                  {title}
                </th>
              ))}
              <th {...TABLE_ROLES.columnheader} scope="col" className={HEAD_CELL}>
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody {...TABLE_ROLES.rowgroup} className="cards:grid cards:gap-2.5">
            {requests.map((request) => (
              <RequestRow key={request.id} of={request} onAnswer={onAnswer} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function RequestRow({ of: request, onAnswer }: { of: RequestView; onAnswer: OnAnswer }) {
  const { name, email, reason, requested } = request;
  return (
    <tr
      {...TABLE_ROLES.row}
      className="group/row cards:block cards:rounded-lg cards:border cards:border-line cards:px-3.5 cards:py-2.5"
    >
      <th {...TABLE_ROLES.rowheader} scope="row" className={cn(CELL, 'w-[290px] pl-3.5 font-normal cards:w-auto')}>
        <span className="flex items-start gap-2.5">
          <Avatar name={name} />
          <span className="min-w-0 leading-[18px] [overflow-wrap:anywhere]">
            <span className="block font-semibold text-ink">{name}</span>
            <a href={`mailto:${email}`} className="text-[12.5px]">
              {email}
            </a>
          </span>
        </span>
      </th>
      <Cell label="Reason" className="[overflow-wrap:anywhere] whitespace-pre-wrap">
        {reason}
      </Cell>
      <Cell label="Requested" className="whitespace-nowrap">
        <Time {...requested} />
      </Cell>
      <Cell label="Status" className="w-[200px] cards:w-auto">
        <Status of={request} />
      </Cell>
      <Cell className="w-[150px] pr-3.5 text-right cards:w-auto cards:pt-2 cards:text-left">
        <Answers of={request} onAnswer={onAnswer} />
      </Cell>
    </tr>
  );
}

/** `label` is the column's title, which a card shows over the value. */
function Cell({ label, className, children }: { label?: string; className: string; children: ReactNode }) {
  return (
    <td {...TABLE_ROLES.cell} data-label={label} className={cn(CELL, label && LABELLED, className)}>
      {children}
    </td>
  );
}

function Status({ of: { state, answered, note } }: { of: RequestView }) {
  return (
    <>
      <Badge tone={state.tone} mark={state.mark}>
        {state.label}
      </Badge>
      {answered !== null && <span className="mt-0.5 block text-xs leading-[18px] text-ink-3">{answered}</span>}
      {note !== null && (
        <span className="block text-xs leading-[18px] [overflow-wrap:anywhere] whitespace-pre-wrap text-ink-2">
          {note}
        </span>
      )}
    </>
  );
}

function Answers({ of: request, onAnswer }: { of: RequestView; onAnswer: OnAnswer }) {
  if (request.isOwn && request.state.label === 'Waiting') {
    return <span className="text-xs leading-[18px] text-ink-3">Another administrator answers your own request.</span>;
  }
  if (!request.canAnswer) return null;
  return (
    <span className="inline-flex gap-2 cards:flex cards:[&>button]:flex-1">
      <Button size="sm" aria-label={`Grant ${request.name}`} onClick={() => onAnswer('grant', request)}>
        Grant
      </Button>
      <Button size="sm" aria-label={`Refuse ${request.name}`} onClick={() => onAnswer('refuse', request)}>
        Refuse
      </Button>
    </span>
  );
}
