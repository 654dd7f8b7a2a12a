import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { findOwnSettings } from '@/lib/accounts/own-account-queries';
import { listTimeZones } from '@/lib/kernel/time-zones';
import { requestContext } from '@/lib/web/request-context';
import { requireSession } from '@/lib/web/session';
import { SettingsForm } from './_components/settings-form';
import { changeSettingsAction } from './actions';

export const metadata: Metadata = { title: 'Settings' };

/** How Keydesk looks and tells the time to the signed-in person. */
export default async function SettingsPage() {
  const { actor, companyTimeZone } = await requireSession();
  const settings = await findOwnSettings(await requestContext(actor));
  return (
    <>
      <PageHeader crumbs={[{ label: 'You' }, { label: 'Settings' }]} title="Settings">
        Your name, your time zone, and how Keydesk looks to you.
      </PageHeader>
      <SettingsForm
        action={changeSettingsAction}
        settings={settings}
        companyTimeZone={companyTimeZone}
        timeZones={listTimeZones()}
      />
    </>
  );
}
