import { DAY, fromIso, type Instant, plus, toIso } from '@/lib/kernel/instant';
import { dateText, dateTimeText, fullText, pastText } from '@/lib/kernel/time-text';
import { isoDate } from '@/lib/kernel/wall-clock';
import type { AccessRequestRecord } from './dto';
import type { RequestPage, RequestPlace, RequestReading } from './queries';
import type { OwnRequestView, RequestListView, RequestView } from './view';

/** The person's own request, in words. One that was withdrawn, or granted and taken away since, is none. */
export function presentOwnRequest(request: AccessRequestRecord | null, reading: RequestReading): OwnRequestView {
  switch (request?.state) {
    case 'WAITING':
      return {
        state: 'REQUESTED',
        id: request.id,
        asked: `Requested ${dayAndTime(request.requestedAt, reading)}.`,
        reason: request.reason,
      };
    case 'REFUSED':
      return { state: 'NOT_GRANTED', answered: refusal(request, reading), note: request.note };
    default:
      return { state: 'NONE' };
  }
}

function refusal({ answeredByName, answeredAt }: AccessRequestRecord, { readerZone }: RequestReading): string {
  const when = answeredAt === null ? '' : ` on ${dateText(answeredAt, readerZone)}`;
  return `${answeredByName ?? 'An administrator'} did not grant this${when}.`;
}

/** `today, 10:42 AM CT`; `yesterday, …`; else with its date. */
function dayAndTime(at: Instant, { now, readerZone }: RequestReading): string {
  const text = dateTimeText(at, readerZone);
  const time = text.slice(dateText(at, readerZone).length);
  const day = isoDate(at, readerZone);
  if (day === isoDate(now, readerZone)) return `today${time}`;
  return day === isoDate(plus(now, -DAY), readerZone) ? `yesterday${time}` : text;
}

/** A page of the company's requests, in words. `after` is where it began. */
export function presentRequests({ requests, next, reading }: RequestPage, after: RequestPlace | null): RequestListView {
  return {
    requests: requests.map((request) => presentRequest(request, reading)),
    next: next === null ? null : placeText(next),
    isLater: after !== null,
  };
}

function presentRequest(request: AccessRequestRecord, { now, readerZone, readerId }: RequestReading): RequestView {
  const { requestedAt } = request;
  const isOwn = request.personId === readerId;
  return {
    id: request.id,
    name: request.personName,
    email: request.personEmail,
    reason: request.reason,
    requested: {
      iso: toIso(requestedAt),
      label: pastText(requestedAt, now, readerZone),
      title: fullText(requestedAt, readerZone),
    },
    state: stateWords(request.state),
    answered: answerText(request, readerZone),
    note: request.note,
    canAnswer: request.state === 'WAITING' && !isOwn,
    isOwn,
  };
}

function stateWords(state: AccessRequestRecord['state']): RequestView['state'] {
  switch (state) {
    case 'WAITING':
      return { label: 'Waiting', tone: 'warn', mark: 'clock' };
    case 'GRANTED':
      return { label: 'Granted', tone: 'ok', mark: 'dot' };
    case 'REFUSED':
      return { label: 'Not granted', tone: 'idle', mark: 'minus' };
    case 'WITHDRAWN':
      return { label: 'Withdrawn', tone: 'idle', mark: 'minus' };
  }
}

function answerText({ state, answeredAt, answeredByName }: AccessRequestRecord, zone: string): string | null {
  if (answeredAt === null || state === 'WITHDRAWN') return null;
  return `${answeredByName ?? 'An administrator'} on ${dateText(answeredAt, zone)}`;
}

/** A place in the list, as an address carries it: `w~2026-11-18T16:42:00.000Z~acr_…`. */
function placeText({ isWaiting, requestedAt, id }: RequestPlace): string {
  return `${isWaiting ? 'w' : 'a'}~${toIso(requestedAt)}~${id}`;
}

/** The place that an address names; null when it names none. */
export function parseRequestPlace(text: string | string[] | undefined): RequestPlace | null {
  const parts =
    typeof text === 'string' ? /^([wa])~(\d{4}-\d\d-\d\dT[\d:.]{12}Z)~(acr_[0-9A-Za-z]{16})$/.exec(text) : null;
  const [, waiting, iso, id] = parts ?? [];
  if (waiting === undefined || iso === undefined || id === undefined) return null;
  try {
    return { isWaiting: waiting === 'w', requestedAt: fromIso(iso), id };
  } catch {
    return null;
  }
}
