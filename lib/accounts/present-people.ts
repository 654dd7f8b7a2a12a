import { countText } from '@/lib/kernel/count-text';
import { dateTimeText, pastTimeText } from '@/lib/kernel/time-text';
import type { ProcessRecord } from '@/lib/processes/dto';
import type { ChangeCounts, DirectoryPage, DirectoryReading, DirectoryRow } from './directory-queries';
import type { PeopleChange } from './directory-schemas';
import type { ChangePreviewView, PeopleListView, PersonQuestion, PersonView, ProcessNoteView } from './people-view';

/** A page of the company's people, in words. */
export function presentPeople({ page, found, all, reading }: DirectoryPage): PeopleListView {
  return {
    people: page.rows.map((row) => presentPerson(row, reading)),
    previous: page.previous,
    next: page.next,
    count: found === all ? peopleText(all) : `${countText(found)} of ${countText(all)}`,
    found: countText(found),
    isWhole: found === page.rows.length,
  };
}

export function presentPerson(row: DirectoryRow, { now, readerZone, readerId }: DirectoryReading): PersonView {
  const isOwn = row.id === readerId;
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    isOwn,
    isAdministrator: row.isAdministrator,
    tags: [
      ...(row.isPrimaryContact ? ['Primary contact'] : []),
      ...(row.isInstallationOperator ? ['Operator'] : []),
      ...(isOwn ? ['You'] : []),
    ],
    hasKeyManagement: row.hasKeyManagement,
    hasMfa: row.hasMfa,
    keys: row.keyCount > 1_000 ? '1,000+' : row.keyCount.toLocaleString('en-US'),
    lastSeen: row.lastSeenAt === null ? null : pastTimeText(row.lastSeenAt, now, readerZone),
    state: stateOf(row, { now, readerZone }),
    questions: questionsAbout(row, isOwn),
  };
}

function stateOf(
  { deactivatedAt, invitedUntil }: DirectoryRow,
  { now, readerZone }: Omit<DirectoryReading, 'readerId'>,
): PersonView['state'] {
  if (deactivatedAt !== null) return { label: 'Deactivated', tone: 'idle', mark: 'minus', note: null };
  if (invitedUntil === null) return { label: 'Active', tone: 'ok', mark: 'dot', note: null };
  const isOver = now >= invitedUntil;
  const note = isOver ? 'The link has expired' : `Until ${dateTimeText(invitedUntil, readerZone)}`;
  return { label: 'Invited', tone: 'info', mark: 'clock', note };
}

/** What the state of somebody allows to ask, in the order of the menu. The commands decide again, under a lock. */
function questionsAbout(row: DirectoryRow, isOwn: boolean): PersonQuestion[] {
  if (row.deactivatedAt !== null) {
    return [
      ...(row.hasKeyManagement ? (['withdraw-keys'] as const) : []),
      ...(row.isAdministrator ? (['unmake-administrator'] as const) : []),
      'reactivate',
    ];
  }
  const isInvited = row.invitedUntil !== null;
  const offered: [PersonQuestion, boolean][] = [
    ['grant-keys', !row.hasKeyManagement && !isOwn],
    ['withdraw-keys', row.hasKeyManagement],
    ['make-administrator', !row.isAdministrator],
    ['unmake-administrator', row.isAdministrator],
    ['make-contact', !row.isPrimaryContact && !isInvited],
    ['start-reset', row.hasPassword && !isOwn],
    ['reset-mfa', row.hasMfa && !isOwn],
    ['invite-again', !row.hasPassword],
    ['withdraw-invitation', isInvited],
    ['deactivate', !isInvited],
  ];
  return offered.flatMap(([question, isOffered]) => (isOffered ? [question] : []));
}

/** "3 of 5 people change", and what comes with it. */
export function presentChangePreview(change: PeopleChange, counts: ChangeCounts): ChangePreviewView {
  const { selected, changing, hasActor, workingKeys } = counts;
  const left = selected - changing - (hasActor ? 1 : 0);
  return {
    summary:
      selected === changing
        ? `${peopleText(changing)} ${changing === 1 ? 'changes' : 'change'}`
        : `${changing.toLocaleString('en-US')} of ${peopleText(selected)} ${changing === 1 ? 'changes' : 'change'}`,
    notes: [
      ...(changing === 0 ? [] : [keysSentence(change, workingKeys)]),
      ...(left > 0 ? [`${left === 1 ? '1 is' : `${left.toLocaleString('en-US')} are`} so already.`] : []),
      ...(hasActor ? ['You are left out.'] : []),
    ],
    changes: changing,
    isRed: change === 'DEACTIVATE' && workingKeys > 0,
  };
}

function keysSentence(change: PeopleChange, keys: number): string {
  const count = keys === 1 ? '1 key' : `${keys.toLocaleString('en-US')} keys`;
  switch (change) {
    case 'DEACTIVATE':
      return keys === 0 ? 'No key stops.' : `${count} ${keys === 1 ? 'stops' : 'stop'}.`;
    case 'WITHDRAW_KEY_MANAGEMENT':
      return keys === 0
        ? 'None of them has a working key.'
        : `${count} of theirs ${keys === 1 ? 'goes' : 'go'} on working.`;
    case 'GRANT_KEY_MANAGEMENT':
      return 'They may generate keys once MFA is on.';
  }
}

/** What goes on behind the page, in words. */
export function presentPeopleProcesses(processes: readonly ProcessRecord[]): ProcessNoteView[] {
  return processes.map(presentProcess);
}

function presentProcess({ id, state, progress, error }: ProcessRecord): ProcessNoteView {
  const { done, skipped, total } = progress;
  const of = total === null ? '' : ` of ${total.toLocaleString('en-US')}`;
  switch (state) {
    case 'SCHEDULED':
    case 'RUNNING':
      return {
        id,
        isRunning: true,
        tone: 'info',
        fact: 'People are being changed.',
        says: `${done.toLocaleString('en-US')}${of} done.`,
      };
    case 'COMPLETED': {
      const says = skipped === 0 ? '' : `${skipped.toLocaleString('en-US')} were so already.`;
      return { id, isRunning: false, tone: 'info', fact: `${peopleText(done)} changed.`, says };
    }
    case 'CANCELED':
      return { id, isRunning: false, tone: 'warn', fact: `Stopped after ${peopleText(done)}${of}.`, says: error ?? '' };
    case 'ERROR':
      return { id, isRunning: false, tone: 'bad', fact: `Failed after ${peopleText(done)}${of}.`, says: error ?? '' };
  }
}

/** `1 person`, `148 people`, `10,000+ people`. */
function peopleText(count: number): string {
  return count === 1 ? '1 person' : `${countText(count)} people`;
}
