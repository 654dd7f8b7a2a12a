import type { ReactNode } from 'react';
import { Logo } from '@/components/ui/logo';

type DoorCardProps = {
  title: string;
  /** Under the product's name; null where it would tell a stranger who is served here. */
  companyName: string | null;
  children: ReactNode;
};

/** The card of the signed-out pages: mark, title, form. */
export function DoorCard({ title, companyName, children }: DoorCardProps) {
  return (
    <section className="grid content-start gap-4 rounded-xl bg-sheet px-7 pt-7 pb-[30px] shadow-md max-md:px-5 max-md:pt-[22px] max-md:pb-6">
      <div className="flex min-h-[53px] items-center gap-[11px] border-b border-line pb-[18px]">
        <Logo className="size-[34px]" />
        <span className="min-w-0">
          <b className="block text-[15px] leading-[18px] font-semibold tracking-[-.015em]">Keydesk</b>
          {companyName !== null && (
            <small className="block text-xs text-ink-3 [overflow-wrap:anywhere]">{companyName}</small>
          )}
        </span>
      </div>
      <h1 className="-mb-1 text-xl tracking-[-.012em]">{title}</h1>
      {children}
    </section>
  );
}
