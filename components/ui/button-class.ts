import { cva } from 'class-variance-authority';

/** The look of a button, also for links that lead somewhere: `<Link className={buttonClass({ variant: 'primary' })}>`. */
export const buttonClass = cva(
  'relative inline-flex items-center justify-center gap-[7px] rounded-md border font-medium whitespace-nowrap transition-colors select-none hover:no-underline disabled:cursor-not-allowed disabled:border-transparent disabled:bg-idle-wash disabled:text-ink-3 disabled:shadow-none',
  {
    variants: {
      variant: {
        plain: 'border-edge bg-raised text-ink shadow-sm hover:bg-hover',
        primary: 'border-transparent bg-accent text-on-accent shadow-sm hover:bg-accent-hover',
        danger: 'border-transparent bg-danger-solid text-on-danger shadow-sm hover:bg-danger-solid-hover',
        'danger-text': 'border-edge bg-raised text-danger shadow-sm hover:bg-hover',
        ghost: 'border-transparent text-ink-2 hover:bg-hover',
        link: 'h-auto! rounded-sm border-0 px-0! text-link hover:underline hover:underline-offset-2',
      },
      size: {
        sm: 'h-7 px-[9px] text-[12.5px] touch:h-9',
        md: 'h-8 px-3 touch:h-10',
        lg: 'h-10 px-4 text-base',
      },
      wide: { true: 'w-full' },
    },
    defaultVariants: { variant: 'plain', size: 'md' },
  },
);
