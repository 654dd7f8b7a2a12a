import { cn } from '@/components/ui/cn';

/** What stands for calls that went through, and for those that did not: never told apart by the colour alone. */
export const USAGE_FILL = {
  allowed: 'bg-chart-1 forced-color-adjust-none',
  denied:
    'bg-[repeating-linear-gradient(45deg,var(--chart-2)_0_2px,transparent_2px_3.5px)] shadow-[inset_0_0_0_1px_var(--chart-2)] forced-color-adjust-none',
} as const;

export function UsageMark({ of }: { of: keyof typeof USAGE_FILL }) {
  return <span aria-hidden="true" className={cn('inline-block size-2 flex-none rounded-[2px]', USAGE_FILL[of])} />;
}
