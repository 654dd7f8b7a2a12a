'use client';

import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { Field, inputClass } from '@/components/ui/field';
import { Icon } from '@/components/ui/icon';
import type { Choice, ChoicesState } from './use-choices';
import { useCombobox } from './use-combobox';

type SearchComboboxProps<C extends Choice> = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  placeholder?: string;
  /** The address that answers with what matches. */
  source: string;
  /** What is typed, or chosen. */
  text: string;
  onText: (text: string) => void;
  onChoose: (choice: C) => void;
  /** Not offered any more. */
  taken?: readonly string[];
  /** "service account", for what is said about how many there are. */
  noun: string;
  /** Between label and field: what is chosen already. */
  children?: ReactNode;
};

/**
 * A text field that searches on the server and offers what it finds (the ARIA pattern "combobox with a list"): arrows move,
 * Enter chooses, Escape closes the list and only then the dialog. The focus stays in the field.
 */
export function SearchCombobox<C extends Choice>(props: SearchComboboxProps<C>) {
  const { isOpen, state, current, choose, input, handlers } = useCombobox(props);
  return (
    <Field
      label={props.label}
      error={props.error}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      {...(props.optional ? { optional: true } : {})}
    >
      {(control) => (
        <>
          {props.children}
          <span className="relative block">
            <Icon
              name="search"
              className="pointer-events-none absolute top-[9px] left-[9px] text-ink-3 touch:top-[13px]"
            />
            <input
              {...control}
              {...handlers}
              ref={input}
              type="text"
              role="combobox"
              aria-expanded={isOpen}
              aria-controls={`${control.id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={isOpen && current ? `${control.id}-${current.id}` : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder={props.placeholder}
              value={props.text}
              className={cn(inputClass, 'pl-[31px]')}
            />
          </span>
          <Choices
            id={control.id}
            anchor={input}
            isOpen={isOpen}
            label={props.label}
            noun={props.noun}
            state={state}
            current={current}
            onChoose={choose}
          />
        </>
      )}
    </Field>
  );
}

type ChoicesProps<C extends Choice> = {
  id: string;
  anchor: RefObject<HTMLInputElement | null>;
  isOpen: boolean;
  label: string;
  noun: string;
  state: ChoicesState<C>;
  current: C | undefined;
  onChoose: (choice: C) => void;
};

/** The list below the field, in the browser's top layer: a dialog that scrolls would cut it off. */
function Choices<C extends Choice>({ id, anchor, isOpen, label, noun, state, current, onChoose }: ChoicesProps<C>) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    return isOpen ? showBelow(box.current, anchor.current) : undefined;
  }, [isOpen, anchor]);
  useEffect(() => {
    if (isOpen && current) document.getElementById(`${id}-${current.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, id, current]);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is. */}
      <div
        ref={box}
        popover="manual"
        // A press on the list must not take the focus out of the field.
        onMouseDown={(event) => event.preventDefault()}
        className="fixed m-0 max-h-60 overflow-y-auto rounded-lg border-0 bg-raised p-1 text-ink shadow-md"
      >
        <div id={`${id}-list`} role="listbox" aria-label={label}>
          {state.choices.map((choice) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
            <div
              key={choice.id}
              id={`${id}-${choice.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={choice.id === current?.id}
              onClick={() => onChoose(choice)}
              className="flex min-h-8 cursor-pointer flex-wrap items-center gap-x-2 rounded-md px-2 py-1 hover:bg-hover aria-selected:bg-hover touch:min-h-10"
            >
              <span className="mono min-w-0 [overflow-wrap:anywhere]">{choice.label}</span>
              <span className="min-w-0 text-ink-3 [overflow-wrap:anywhere]">{choice.detail}</span>
            </div>
          ))}
        </div>
        {state.choices.length === 0 && <p className="px-2 py-1.5 text-ink-2">{noneText(state.status, noun)}</p>}
      </div>
      <span role="status" className="sr-only">
        {isOpen && state.status === 'found' && foundText(state.choices.length, noun)}
      </span>
    </>
  );
}

function noneText(status: ChoicesState<Choice>['status'], noun: string): string {
  if (status === 'searching') return 'Searching…';
  return status === 'failed' ? 'Keydesk did not answer. Type again in a moment.' : `No ${noun} matches.`;
}

function foundText(count: number, noun: string): string {
  if (count === 0) return `No ${noun} matches.`;
  return count === 1 ? `1 ${noun} found` : `${count} ${noun}s found`;
}

const GAP = 4;

/** Opens the box at the field, above it where there is no room below. @returns what closes it */
function showBelow(box: HTMLElement | null, field: HTMLElement | null): (() => void) | undefined {
  if (box === null || field === null) return;
  const place = () => {
    const { left, top, bottom, width } = field.getBoundingClientRect();
    const isBelow = window.innerHeight - bottom >= Math.min(240, top);
    box.style.left = `${left}px`;
    box.style.width = `${width}px`;
    box.style.top = isBelow ? `${bottom + GAP}px` : 'auto';
    box.style.bottom = isBelow ? 'auto' : `${window.innerHeight - top + GAP}px`;
  };
  box.showPopover();
  place();
  window.addEventListener('resize', place);
  window.addEventListener('scroll', place, true);
  return () => {
    window.removeEventListener('resize', place);
    window.removeEventListener('scroll', place, true);
    box.hidePopover();
  };
}
