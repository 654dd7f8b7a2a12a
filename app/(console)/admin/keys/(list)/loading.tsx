import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the inventory: header with its button, six cards, search and filters, rows. */
export default function Loading() {
  return (
    <SkeletonPage label="The keys are being read">
      <SkeletonHeader hasAction />
      <div className="grid grid-cols-6 gap-2 max-lg:grid-cols-3 max-md:grid-cols-2">
        {['all', 'soon', 'unused', 'mfa', 'full', 'ip'].map((card) => (
          <Skeleton key={card} className="h-[86px] rounded-lg" />
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <Skeleton className="h-[34px] w-60 rounded-md max-md:w-full" />
        <Skeleton className="h-8 w-72 max-w-full rounded-md" />
      </div>
      <SkeletonRows />
    </SkeletonPage>
  );
}
