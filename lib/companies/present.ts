import { type Instant, toIso } from '@/lib/kernel/instant';
import type { ListPage } from '@/lib/kernel/list-place';
import { dateText, fullText } from '@/lib/kernel/time-text';
import { PRESET_WORDS } from '@/lib/policy/preset-words';
import { PRESET_NAMES } from '@/lib/policy/presets';
import type { CompanyRecord } from './queries';
import type { CompanyListView, CompanyView, PresetChoice } from './view';

export function presentCompanies(
  { rows, previous, next }: ListPage<CompanyRecord>,
  reader: { companyId: string; zone: string },
): CompanyListView {
  return { companies: rows.map((row) => presentCompany(row, reader)), previous, next };
}

function presentCompany(company: CompanyRecord, { companyId, zone }: { companyId: string; zone: string }): CompanyView {
  const { id, name, slug, timeZone, helpDesk, createdAt, deactivatedAt, isAwaited } = company;
  const isActive = deactivatedAt === null;
  return {
    id,
    name,
    slug,
    timeZone: timeZone.replaceAll('_', ' '),
    helpDesk: helpDesk ?? '',
    created: timeOf(createdAt, zone),
    status: statusOf(isActive, isAwaited),
    isActive,
    canInviteAgain: isActive && isAwaited,
    isOwn: id === companyId,
  };
}

function timeOf(at: Instant, zone: string): CompanyView['created'] {
  return { iso: toIso(at), label: dateText(at, zone), title: fullText(at, zone) };
}

function statusOf(isActive: boolean, isAwaited: boolean): CompanyView['status'] {
  if (!isActive) return { label: 'Deactivated', tone: 'idle', mark: 'minus' };
  return isAwaited ? { label: 'Invited', tone: 'warn', mark: 'clock' } : { label: 'Active', tone: 'ok', mark: 'dot' };
}

export const PRESET_CHOICES: readonly PresetChoice[] = PRESET_NAMES.map((value) => ({
  value,
  label: `${PRESET_WORDS[value].label}: ${PRESET_WORDS[value].says}`,
}));
