import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Icon, type IconName } from './icon';
import { Tooltip } from './tooltip';

type WordButtonProps = Omit<ComponentProps<'button'>, 'children'> & { label: string; word: string; icon: IconName };

/** What can be done with a row: an icon with its word in a tooltip, and the word itself on a card. */
export function WordButton({ label, word, icon, className, ...rest }: WordButtonProps) {
  return (
    <Tooltip text={word}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cn('icon-button cards:w-auto cards:px-2 cards:text-[12.5px] cards:text-ink-2', className)}
      >
        <Icon name={icon} className="cards:hidden" />
        <span className="hidden cards:inline">{word}</span>
      </button>
    </Tooltip>
  );
}
