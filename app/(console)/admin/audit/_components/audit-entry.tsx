import { IconButton } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Icon } from '@/components/ui/icon';
import { Time } from '@/components/ui/time';
import type { AuditEntryView, Change, Word } from '@/lib/audit/view';

type AuditEntryProps = { of: AuditEntryView; isOpen: boolean; onToggle: () => void };

/** Time, sentence, what changed, address; on a phone time and address stand under the sentence. */
export function AuditEntry({ of: entry, isOpen, onToggle }: AuditEntryProps) {
  const detailsId = `${entry.id}-details`;
  return (
    <li
      className={cn(
        'grid grid-cols-[72px_20px_minmax(0,1fr)_auto_28px] items-start gap-x-3 py-[9px] pr-2.5 pl-3.5',
        'max-md:grid-cols-[20px_minmax(0,1fr)_auto_36px] max-md:gap-x-2.5',
        !isOpen && 'hover:bg-hover',
      )}
    >
      <span className="text-right text-xs leading-5 text-ink-3 max-md:col-start-2 max-md:row-start-2 max-md:mt-1 max-md:text-left">
        <Time {...entry.at} />
      </span>
      <span className="grid h-5 place-items-center text-ink-3 max-md:col-start-1 max-md:row-start-1">
        <Icon name={entry.icon} />
      </span>
      <div className="min-w-0 max-md:col-span-2 max-md:col-start-2 max-md:row-start-1">
        <Sentence of={entry.words} />
        {entry.changes.length > 0 && <Changes of={entry.changes} />}
        {isOpen && <Details id={detailsId} of={entry.details} />}
      </div>
      <span className="pt-px text-xs leading-[18px] text-ink-3 max-md:col-start-3 max-md:row-start-2 max-md:mt-1">
        {entry.address}
      </span>
      <IconButton
        icon={isOpen ? 'down' : 'right'}
        label={`Details of ${entry.words.map(({ text }) => text).join('')}`}
        aria-expanded={isOpen}
        {...(isOpen ? { 'aria-controls': detailsId } : {})}
        onClick={onToggle}
        className="-my-1 max-md:-my-2 max-md:col-start-4 max-md:row-start-1"
      />
    </li>
  );
}

/** Names are chosen by people: each is set apart, also in the direction it is written in. */
function Sentence({ of: words }: { of: Word[] }) {
  return (
    <p className="[overflow-wrap:anywhere] text-ink-2">
      {words.map(({ text, isName }, index) =>
        isName ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of a sentence keep their places.
          <b key={index} className="font-semibold text-ink">
            <bdi>{text}</bdi>
          </b>
        ) : (
          text
        ),
      )}
    </p>
  );
}

function Changes({ of: changes }: { of: Change[] }) {
  return (
    <ul className="mt-1 grid gap-1 text-xs leading-[18px]">
      {changes.map(({ label, from, to, isCode }) => (
        <li key={label} className="flex flex-wrap items-center gap-x-[7px] gap-y-1">
          <span className="text-ink-3">{label}</span>
          {from !== null && <Value of={from} isCode={isCode} isOld />}
          {from !== null && to !== null && <Icon name="arrow" className="size-3 text-ink-3" />}
          {to !== null && <Value of={to} isCode={isCode} />}
        </li>
      ))}
    </ul>
  );
}

/** What was, struck through, and what is: told by mark and element as well as by colour. */
function Value({ of: text, isCode, isOld = false }: { of: string; isCode: boolean; isOld?: boolean }) {
  const look = cn('rounded-sm px-1.5 [overflow-wrap:anywhere]', isCode && 'mono');
  return isOld ? (
    <del className={cn(look, 'bg-danger-wash text-danger decoration-1')}>{text}</del>
  ) : (
    <ins className={cn(look, 'bg-ok-wash text-ok no-underline')}>{text}</ins>
  );
}

function Details({ id, of: details }: { id: string; of: AuditEntryView['details'] }) {
  return (
    <dl
      id={id}
      className="mt-2.5 grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 gap-y-[3px] rounded-md border border-line bg-well px-3 py-2.5 text-xs leading-[18px] max-md:grid-cols-1"
    >
      {details.map(({ label, value, isCode }) => (
        <div key={label} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className={cn('[overflow-wrap:anywhere] text-ink-2', isCode && 'mono')}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
