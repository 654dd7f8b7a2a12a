import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Pager } from '@/components/lists/pager';
import { PageHeader } from '@/components/ui/page-header';
import { findPeople, findPeopleProcesses } from '@/lib/accounts/directory-queries';
import { peopleFilterSchema, peopleParameters } from '@/lib/accounts/directory-schemas';
import { presentPeople, presentPeopleProcesses } from '@/lib/accounts/present-people';
import { parseListPlace } from '@/lib/kernel/list-place';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { InvitePerson } from '../_components/invite-person';
import { PeopleList } from '../_components/people-list';
import { PeopleToolbar } from '../_components/people-toolbar';
import { ProcessBanner } from '../_components/process-banner';
import { invitePersonAction } from '../actions';
import { peopleActions } from '../people-actions';

export const metadata: Metadata = { title: 'Users' };

type Props = PageProps<'/admin/users'>;

/** The people of the company. For company administrators; for everybody else there is no such page. */
export default async function UsersPage({ searchParams }: Props) {
  const { actor, companyName } = await requireSession();
  const given = await searchParams;
  const filter = peopleFilterSchema.parse(given);
  const place = parseListPlace(given, 2);
  const ctx = await requestContext(actor);
  const [directory, processes] = await Promise.all([findPeople(ctx, filter, place), findPeopleProcesses(ctx)]);
  if (directory === null) notFound();
  const list = presentPeople(directory);
  const parameters = peopleParameters(filter);
  return (
    <>
      <PageHeader
        crumbs={[{ label: companyName }, { label: 'Security' }, { label: 'Users' }]}
        title="Users"
        action={<InvitePerson action={invitePersonAction} />}
      >
        Everybody of the company: who may have keys, who signs in with a second step, and who runs the company.
      </PageHeader>
      <ProcessBanner processes={presentPeopleProcesses(processes)} />
      <PeopleToolbar parameters={parameters} count={list.count} />
      <PeopleList
        key={JSON.stringify([parameters, place])}
        list={list}
        parameters={parameters}
        actions={peopleActions}
      />
      <Pager page={list} path="/admin/users" parameters={parameters} />
    </>
  );
}
