'use client';

import { cloneElement, type ReactElement, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';

const DELAY_MS = 300;
/** How long the pointer may take from the control to the text. */
const GRACE_MS = 100;
const GAP_PX = 5;
const EDGE_PX = 8;

/** Only one is open at a time; the next one in a row opens without delay. */
let hideOpenOne: (() => void) | null = null;
let isWarmUntil = 0;

type Described = { 'aria-describedby'?: string | undefined; ref?: (element: HTMLElement | null) => void };
type TooltipProps = { text: string; children: ReactElement<Described> };

/**
 * A short text at a control or a time, on hover and on keyboard focus. `children` is the one element it belongs to. Ours, because
 * a library for it is ten times the script, on every page; it stays under the pointer, and Esc closes it before anything else.
 */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { isOpen, keep, leave } = useHover(anchor);
  const described = [children.props['aria-describedby'], isOpen && id].filter(Boolean).join(' ');
  return (
    <>
      {cloneElement(children, { ref: setAnchor, 'aria-describedby': described === '' ? undefined : described })}
      {isOpen &&
        anchor !== null &&
        createPortal(<Bubble id={id} text={text} anchor={anchor} onEnter={keep} onLeave={leave} />, document.body)}
    </>
  );
}

/** Opens over the anchor and over what it opened, and closes by whatever else somebody does. */
function useHover(anchor: HTMLElement | null) {
  const [isOpen, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [hover] = useState(() => {
    const hide = () => {
      clearTimeout(timer.current);
      if (hideOpenOne === hide) {
        hideOpenOne = null;
        isWarmUntil = performance.now() + DELAY_MS;
      }
      setOpen(false);
    };
    const show = () => {
      clearTimeout(timer.current);
      if (hideOpenOne !== hide) hideOpenOne?.();
      hideOpenOne = hide;
      setOpen(true);
    };
    const later = (run: () => void, ms: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(run, ms);
    };
    const enter = () => later(show, hideOpenOne === hide || performance.now() < isWarmUntil ? 0 : DELAY_MS);
    return { hide, show, enter, keep: () => clearTimeout(timer.current), leave: () => later(hide, GRACE_MS) };
  });
  useEffect(() => (anchor?.isConnected ? listenAt(anchor, hover) : undefined), [anchor, hover]);
  useEffect(() => (isOpen && anchor ? hideOnMoves(anchor, hover.hide) : undefined), [isOpen, anchor, hover]);
  useEffect(() => hover.hide, [hover]);
  return { isOpen, keep: hover.keep, leave: hover.leave };
}

type Hover = { hide: () => void; show: () => void; enter: () => void; leave: () => void };

/** @returns what ends it */
function listenAt(anchor: HTMLElement, { hide, show, enter, leave }: Hover): () => void {
  const end = new AbortController();
  const on = <E extends keyof HTMLElementEventMap>(kind: E, run: (event: HTMLElementEventMap[E]) => void) =>
    anchor.addEventListener(kind, run, { signal: end.signal });
  let isPressed = false;
  on('pointerenter', (event) => event.pointerType !== 'touch' && enter());
  on('pointerleave', leave);
  on('pointerdown', () => {
    isPressed = true;
    document.addEventListener('pointerup', () => (isPressed = false), { once: true, signal: end.signal });
    hide();
  });
  on('focus', () => !isPressed && show());
  on('blur', hide);
  on('click', hide);
  return () => end.abort();
}

/** Esc, a scroll that takes the anchor along, and another size of the window. @returns what ends it */
function hideOnMoves(anchor: HTMLElement, hide: () => void): () => void {
  const end = new AbortController();
  const early = { capture: true, signal: end.signal };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation(); // A dialog below stays.
    hide();
  };
  window.addEventListener('keydown', onKey, early);
  window.addEventListener('scroll', ({ target }) => target instanceof Node && target.contains(anchor) && hide(), early);
  window.addEventListener('resize', hide, early);
  return () => end.abort();
}

type BubbleProps = { id: string; text: string; anchor: HTMLElement; onEnter: () => void; onLeave: () => void };

function Bubble({ id, text, anchor, onEnter, onLeave }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  // Each time it is drawn, because another text is another size.
  useLayoutEffect(() => {
    if (bubble.current) place(bubble.current, anchor.getBoundingClientRect());
  });
  return (
    <div
      ref={bubble}
      role="tooltip"
      id={id}
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="pointer-events-auto fixed top-0 left-0 z-50 max-w-[min(360px,calc(100vw-16px))] animate-fade rounded-md bg-ink px-2 py-[5px] text-xs text-sheet"
    >
      {text}
    </div>
  );
}

/** Above the anchor and in its middle, below where there is no room, and never beyond the edge of the window. */
function place(bubble: HTMLElement, at: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const above = at.top - GAP_PX - height;
  const top = above >= EDGE_PX ? above : at.bottom + GAP_PX;
  const middle = at.left + at.width / 2 - width / 2;
  const left = Math.max(EDGE_PX, Math.min(middle, document.documentElement.clientWidth - EDGE_PX - width));
  bubble.style.left = `${Math.round(left)}px`;
  bubble.style.top = `${Math.round(top)}px`;
}
