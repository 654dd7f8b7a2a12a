'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import type { ListParameters } from '@/components/lists/list-address';
import { buttonClass } from '@/components/ui/button-class';
import { NothingHere } from '@/components/ui/empty-state';
import { PointMenu } from '@/components/ui/menu';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { PeopleListView, PersonQuestion, PersonView } from '@/lib/accounts/people-view';
import type { PeopleActions } from '../people-actions';
import { PeopleBulk } from './people-bulk';
import { PeopleTable } from './people-table';
import { PersonDialog } from './person-dialog';
import { moreButton, PersonMenuItems } from './person-menu';
import { PERSON_WORDINGS } from './person-wording';

type PeopleListProps = { list: PeopleListView; parameters: ListParameters; actions: PeopleActions };
type Asked = { question: PersonQuestion; person: PersonView };
type Pointed = { person: PersonView; x: number; y: number };

/** A page of people, what is asked about one of them, and what is done to several. */
export function PeopleList({ list, parameters, actions }: PeopleListProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const opener = useRef<HTMLElement | null>(null);
  const router = useRouter();
  function ask(question: PersonQuestion, person: PersonView) {
    // The menu is about to close: the focus returns to the button of the row.
    opener.current = moreButton(person.id);
    setAsked({ question, person });
  }
  if (list.people.length === 0) return <Nobody isFiltered={Object.keys(parameters).length > 0} />;
  return (
    <>
      <PeopleTable people={list.people} selected={selected} onSelect={setSelected} onAsk={ask} onPoint={setPointed} />
      {selected.size > 0 && (
        <PeopleBulk
          list={list}
          parameters={parameters}
          selected={selected}
          actions={actions}
          onClear={() => setSelected(new Set())}
        />
      )}
      {pointed !== null && <PointedMenu pointed={pointed} onAsk={ask} onClose={() => setPointed(null)} />}
      {asked !== null && (
        <PersonDialog
          {...asked}
          action={actions.person[asked.question]}
          previewStopping={actions.previewStopping}
          opener={opener}
          onClose={() => setAsked(null)}
          onSuccess={() => {
            setAsked(null);
            toastSuccess(PERSON_WORDINGS[asked.question].done(asked.person.name));
          }}
          onStale={(message) => {
            setAsked(null);
            toastFailure(message);
            router.refresh(); // The sentence says that the page is as things are now.
          }}
        />
      )}
    </>
  );
}

type PointedMenuProps = {
  pointed: Pointed;
  onAsk: (question: PersonQuestion, person: PersonView) => void;
  onClose: () => void;
};

/** A row's menu, where the row was pointed at. */
function PointedMenu({ pointed, onAsk, onClose }: PointedMenuProps) {
  const { person } = pointed;
  return (
    <PointMenu
      at={pointed}
      label={`Actions for ${person.name}`}
      onClose={onClose}
      returnFocus={() => moreButton(person.id)?.focus({ preventScroll: true })}
    >
      <PersonMenuItems person={person} onAsk={onAsk} />
    </PointMenu>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  const clear = (
    <Link href="/admin/users" className={buttonClass()}>
      Clear filters
    </Link>
  );
  return (
    <div className="rounded-lg border border-line">
      <NothingHere title={isFiltered ? 'Nobody matches' : 'Nobody on this page'} action={clear}>
        {isFiltered
          ? 'The search looks at names and e-mail addresses.'
          : 'The people of this page are on another by now.'}
      </NothingHere>
    </div>
  );
}
