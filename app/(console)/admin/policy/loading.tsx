import { Skeleton, SkeletonCard, SkeletonHeader, SkeletonPage } from '@/components/ui/skeleton';

const PRESETS = ['default', 'first', 'second', 'third', 'fourth'];

/** The shape of the policy page: presets, three cards, the rail. */
export default function Loading() {
  return (
    <SkeletonPage label="The key policy is being read">
      <SkeletonHeader />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(176px,1fr))] gap-2 max-md:grid-cols-1">
        {PRESETS.map((preset) => (
          <Skeleton key={preset} className="h-[60px] w-full rounded-lg" />
        ))}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)_300px] items-start gap-4 max-lg:grid-cols-1">
        <div className="grid gap-4">
          <SkeletonCard lines={4} />
          <SkeletonCard lines={6} />
          <SkeletonCard lines={6} />
        </div>
        <SkeletonCard lines={6} />
      </div>
    </SkeletonPage>
  );
}
