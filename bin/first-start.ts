import { createSetupLink } from '@/lib/accounts/commands/create-setup-link';
import { systemClock } from '@/lib/platform/clock';
import { config } from '@/lib/platform/config';
import { openDatabase } from '@/lib/platform/database';
import { newId } from '@/lib/platform/random';

/**
 * On an installation without any company: voids earlier links to /setup and makes a new one.
 * @returns the link, or `null` where a company exists
 */
export async function announceFirstStart(databaseUrl: string): Promise<string | null> {
  const db = openDatabase(databaseUrl, 'keydesk-first-start');
  try {
    const actor = { kind: 'system', name: 'setup' } as const;
    const link = await createSetupLink({ db, clock: systemClock, actor, request: { id: newId('req') } });
    return link.ok ? `${config().console.url}/setup?token=${link.value.token}` : null;
  } finally {
    await db.$disconnect();
  }
}
