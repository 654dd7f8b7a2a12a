import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the audit: filters, and a day with its entries. */
export default function Loading() {
  return (
    <SkeletonPage label="The audit is being read">
      <SkeletonHeader hasAction />
      <div className="flex gap-2">
        <Skeleton className="h-8 w-60 rounded-md" />
        <Skeleton className="h-8 w-20 rounded-md max-md:hidden" />
        <Skeleton className="h-8 w-24 rounded-md max-md:hidden" />
        <Skeleton className="h-8 w-20 rounded-md max-md:hidden" />
      </div>
      <SkeletonRows />
    </SkeletonPage>
  );
}
