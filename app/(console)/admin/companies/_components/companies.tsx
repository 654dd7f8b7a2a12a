'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ListParameters } from '@/components/lists/list-address';
import { ListSearch } from '@/components/lists/list-search';
import { Button } from '@/components/ui/button';
import { NothingHere } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { CompanyListView, CompanyView } from '@/lib/companies/view';
import { AddCompanyDialog, type CompanyChoices } from './add-company-dialog';
import type { Asked, CompanyActions } from './company-actions';
import { CompanyTable } from './company-table';
import { ConfirmCompanyDialog } from './confirm-company-dialog';
import { EditCompanyDialog } from './edit-company-dialog';
import { HandOnDialog } from './hand-on-dialog';

type CompaniesProps = {
  list: CompanyListView;
  path: string;
  parameters: ListParameters;
  choices: CompanyChoices;
  actions: CompanyActions;
};

type Open = { dialog: 'add' | 'handOn' } | { dialog: Asked; company: CompanyView } | null;

/** The list, and the dialog about one of it. It holds a copy, so that a page read anew cannot take it away. */
export function Companies({ list, path, parameters, choices, actions }: CompaniesProps) {
  const [open, setOpen] = useState<Open>(null);
  return (
    <>
      <Header onAdd={() => setOpen({ dialog: 'add' })} onHandOn={() => setOpen({ dialog: 'handOn' })} />
      <ListSearch label="Name or slug" path={path} parameters={parameters} className="w-60 max-md:w-full" />
      {list.companies.length === 0 ? (
        <div className="rounded-lg border border-line">
          <NothingHere title="Nothing matches">No company has this in its name or slug.</NothingHere>
        </div>
      ) : (
        <CompanyTable companies={list.companies} onAsk={(dialog, company) => setOpen({ dialog, company })} />
      )}
      <OpenDialog of={open} choices={choices} actions={actions} onClose={() => setOpen(null)} />
    </>
  );
}

function Header({ onAdd, onHandOn }: { onAdd: () => void; onHandOn: () => void }) {
  return (
    <PageHeader
      crumbs={[{ label: 'Installation' }, { label: 'Companies' }]}
      title="Companies"
      action={
        <>
          <Button onClick={onHandOn}>Hand on the installation</Button>
          <Button variant="primary" icon="plus" onClick={onAdd}>
            Add company
          </Button>
        </>
      }
    >
      Each has its own people, keys, policy and audit, and none sees another. You add them, and see nothing inside them.{' '}
      <Link href={'/admin/audit?of=installation' as Route} className="underline">
        Audit of the installation
      </Link>
    </PageHeader>
  );
}

type OpenDialogProps = { of: Open; choices: CompanyChoices; actions: CompanyActions; onClose: () => void };

function OpenDialog({ of: open, choices, actions, onClose }: OpenDialogProps) {
  const router = useRouter();
  if (open === null) return null;
  const done = (sentence: string) => {
    onClose();
    toastSuccess(sentence);
  };
  const stale = (sentence: string) => {
    onClose();
    toastFailure(sentence);
    router.refresh();
  };
  const ends = { onClose, onDone: done, onStale: stale };
  switch (open.dialog) {
    case 'add':
      return <AddCompanyDialog {...ends} choices={choices} action={actions.add} />;
    case 'handOn':
      return <HandOnDialog {...ends} action={actions.handOn} />;
    case 'edit':
      return <EditCompanyDialog {...ends} company={open.company} action={actions.edit} />;
    default:
      return (
        <ConfirmCompanyDialog {...ends} asked={open.dialog} company={open.company} action={actions[open.dialog]} />
      );
  }
}
