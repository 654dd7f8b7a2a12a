import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { type Column, DataCell, DataRow, DataTable } from '@/components/ui/data-table';
import { Time } from '@/components/ui/time';
import type { RequestView } from '@/lib/access/view';
import type { Answer } from './answer-dialog';

type OnAnswer = (answer: Answer, request: RequestView) => void;

const COLUMNS: readonly Column[] = [
  { title: 'Person' },
  { title: 'Reason' },
  { title: 'Requested' },
  { title: 'Status' },
  { title: 'Actions', isUnseen: true },
];

export function RequestTable({ requests, onAnswer }: { requests: RequestView[]; onAnswer: OnAnswer }) {
  return (
    <DataTable label="Access requests" columns={COLUMNS}>
      {requests.map((request) => (
        <RequestRow key={request.id} of={request} onAnswer={onAnswer} />
      ))}
    </DataTable>
  );
}

function RequestRow({ of: request, onAnswer }: { of: RequestView; onAnswer: OnAnswer }) {
  const { name, email, reason, requested } = request;
  return (
    <DataRow>
      <DataCell isHeader className="w-[290px] cards:w-auto">
        <span className="flex items-start gap-2.5">
          <Avatar name={name} />
          <span className="min-w-0 leading-[18px] [overflow-wrap:anywhere]">
            <span className="block font-semibold text-ink">{name}</span>
            <a href={`mailto:${email}`} className="text-[12.5px]">
              {email}
            </a>
          </span>
        </span>
      </DataCell>
      <DataCell label="Reason" className="[overflow-wrap:anywhere] whitespace-pre-wrap">
        {reason}
      </DataCell>
      <DataCell label="Requested" className="whitespace-nowrap">
        <Time {...requested} />
      </DataCell>
      <DataCell label="Status" className="w-[200px] cards:w-auto">
        <Status of={request} />
      </DataCell>
      <DataCell className="w-[150px] text-right cards:w-auto cards:pt-2 cards:text-left">
        <Answers of={request} onAnswer={onAnswer} />
      </DataCell>
    </DataRow>
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
