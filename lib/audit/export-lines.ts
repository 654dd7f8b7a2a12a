import { csvLine } from '@/lib/kernel/csv';
import { toIso } from '@/lib/kernel/instant';
import type { AuditedEvent } from './audit-queries';
import { sentenceOf } from './present-audit';
import type { Change } from './view';

export type ExportFormat = 'csv' | 'ndjson';

/** What stands before the first event. */
export function exportHead(format: ExportFormat): string {
  return format === 'csv' ? csvLine(COLUMNS) : '';
}

export function exportLine(format: ExportFormat, event: AuditedEvent, companyZone: string): string {
  return format === 'csv' ? csvOf(event, companyZone) : ndjsonOf(event, companyZone);
}

const COLUMNS = [
  'Time (UTC)',
  'Who',
  'What',
  'Changes',
  'For whom',
  'Key',
  'Service account',
  'Address',
  'Browser',
  'Kind',
  'Event',
  'Request',
  'Number',
  'Mac',
];

function csvOf(event: AuditedEvent, companyZone: string): string {
  const { who, says, changes } = told(event, companyZone);
  return csvLine([
    toIso(event.at),
    who,
    says,
    changes.map(changeText).join('; '),
    event.person?.name ?? event.person?.id ?? null,
    event.key?.name ?? event.key?.id ?? null,
    event.serviceAccountUserId,
    event.address,
    event.userAgent,
    event.kind,
    event.id,
    event.requestId,
    Number(event.seq),
    hex(event.mac),
  ]);
}

function changeText({ label, from, to }: Change): string {
  return `${label}: ${from ?? 'none'} → ${to ?? 'none'}`;
}

/**
 * One JSON object a line. `body` is the exact text that `mac` covers, together with `follows` (the mac before it; null for
 * the first of a chain) and `seq`: `npm run audit:verify -- --export <file>` checks it without the database. What else stands
 * there is for reading, and covered by nothing.
 */
function ndjsonOf(event: AuditedEvent, companyZone: string): string {
  const { says } = told(event, companyZone);
  return `${JSON.stringify({
    seq: Number(event.seq),
    says,
    who: event.actor.name,
    forWhom: event.person?.name ?? null,
    address: event.address,
    userAgent: event.userAgent,
    body: event.body,
    mac: hex(event.mac),
    follows: event.previousMac === null ? null : hex(event.previousMac),
    secretId: event.secretId,
  })}\n`;
}

function told(event: AuditedEvent, companyZone: string): { who: string; says: string; changes: Change[] } {
  const { words, changes } = sentenceOf(event, companyZone);
  const [who] = words;
  return { who: who?.text ?? '', says: words.map(({ text }) => text).join(''), changes };
}

function hex(mac: Uint8Array): string {
  return Buffer.from(mac).toString('hex');
}
