import { cva } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { Icon, type IconName } from './icon';

const bannerClass = cva(
  'flex items-start gap-2.5 rounded-lg px-3 py-2.5 text-left text-ink max-md:flex-wrap [&>svg]:mt-0.5',
  {
    variants: {
      tone: {
        info: 'bg-accent-wash [&>svg]:text-link',
        warn: 'bg-warn-wash [&>svg]:text-warn',
        bad: 'bg-danger-wash [&>svg]:text-danger',
      },
    },
  },
);

type BannerProps = {
  tone: 'info' | 'warn' | 'bad';
  icon?: IconName;
  /** One small button at the right (below on a phone). */
  action?: ReactNode;
  /** "alert" interrupts a screen reader: for what just failed. Otherwise it is a status. */
  role?: 'status' | 'alert';
  className?: string;
  children: ReactNode;
};

/** A fact that holds now and what to do about it. It cannot be dismissed while it is true. */
export function Banner({ tone, icon, action, role = 'status', className, children }: BannerProps) {
  return (
    <div role={role} className={cn(bannerClass({ tone }), className)}>
      <Icon name={icon ?? (tone === 'info' ? 'info' : 'warn')} />
      <p className="min-w-0 flex-1 max-md:basis-[calc(100%-30px)]">{children}</p>
      {action && <div className="-my-[3px] -mr-0.5 max-md:mt-0.5 max-md:mb-0 max-md:ml-[26px]">{action}</div>}
    </div>
  );
}
