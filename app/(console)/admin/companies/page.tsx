import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Pager } from '@/components/lists/pager';
import { PRESET_CHOICES, presentCompanies } from '@/lib/companies/present';
import { findCompanies } from '@/lib/companies/queries';
import { parseListPlace } from '@/lib/kernel/list-place';
import { isPrintable } from '@/lib/kernel/text';
import { listTimeZones } from '@/lib/kernel/time-zones';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { Companies } from './_components/companies';
import * as actions from './actions';

export const metadata: Metadata = { title: 'Companies' };

const PATH = '/admin/companies';

/** The companies of the installation. For its operator, who sees nothing inside them; for everybody else there is no such page. */
export default async function CompaniesPage({ searchParams }: PageProps<'/admin/companies'>) {
  const { actor, timeZone } = await requireSession();
  const address = await searchParams;
  const q = typeof address['q'] === 'string' && isPrintable(address['q']) ? address['q'].trim().slice(0, 200) : '';
  const page = await findCompanies(await requestContext(actor), q, parseListPlace(address, 2));
  if (page === null) notFound();
  const list = presentCompanies(page, { companyId: actor.companyId, zone: timeZone });
  const parameters: Record<string, string> = q === '' ? {} : { q };
  return (
    <>
      <Companies
        list={list}
        path={PATH}
        parameters={parameters}
        choices={{ presets: PRESET_CHOICES, timeZones: listTimeZones() }}
        actions={{
          add: actions.addCompanyAction,
          edit: actions.editCompanyAction,
          deactivate: actions.deactivateCompanyAction,
          reactivate: actions.reactivateCompanyAction,
          inviteAgain: actions.inviteAgainAction,
          handOn: actions.handOnAction,
        }}
      />
      <Pager page={list} path={PATH} parameters={parameters} />
    </>
  );
}
