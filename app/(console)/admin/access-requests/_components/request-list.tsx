'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { NothingHere } from '@/components/ui/empty-state';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { AnsweredRequest } from '@/lib/access/dto';
import type { RequestListView, RequestView } from '@/lib/access/view';
import type { Action } from '@/lib/web/action-state';
import { type Answer, AnswerDialog } from './answer-dialog';
import { RequestTable } from './request-table';

type RequestListProps = {
  list: RequestListView;
  actions: { grant: Action<AnsweredRequest>; refuse: Action<AnsweredRequest> };
};

/** The requests of a page, and the dialog that answers one. It holds a copy, so that a page read anew cannot take it away. */
export function RequestList({ list, actions }: RequestListProps) {
  const [open, setOpen] = useState<{ answer: Answer; request: RequestView } | null>(null);
  const router = useRouter();
  const close = () => setOpen(null);
  return (
    <>
      {list.requests.length === 0 ? (
        <div className="rounded-lg border border-line">
          <NothingHere title="No requests waiting">
            When somebody asks for permission to manage keys, it appears here.
          </NothingHere>
        </div>
      ) : (
        <RequestTable requests={list.requests} onAnswer={(answer, request) => setOpen({ answer, request })} />
      )}
      <Pages list={list} />
      {open !== null && (
        <AnswerDialog
          answer={open.answer}
          request={open.request}
          action={actions[open.answer]}
          onClose={close}
          onSuccess={({ personName }) => {
            close();
            toastSuccess(
              open.answer === 'grant' ? `${personName} may manage keys` : `The request of ${personName} is refused`,
            );
          }}
          onStale={(message) => {
            close();
            toastFailure(message);
            router.refresh(); // The sentence says that the page is as things are now.
          }}
        />
      )}
    </>
  );
}

function Pages({ list: { next, isLater } }: { list: RequestListView }) {
  if (next === null && !isLater) return null;
  return (
    <nav aria-label="Pages" className="flex gap-2">
      {isLater && (
        <Link href="/admin/access-requests" className={buttonClass({ size: 'sm' })}>
          First page
        </Link>
      )}
      {next !== null && (
        <Link
          href={`/admin/access-requests?after=${encodeURIComponent(next)}`}
          prefetch={false}
          className={buttonClass({ size: 'sm' })}
        >
          Show more
        </Link>
      )}
    </nav>
  );
}
