import type { ListParameters } from '@/components/lists/list-address';
import { Button } from '@/components/ui/button';

type ExportButtonsProps = { path: string; parameters: ListParameters };

/** The list as it is filtered, as a file. A form, because what is exported is itself noted. */
export function ExportButtons({ path, parameters }: ExportButtonsProps) {
  return (
    <form action={path} method="post" className="flex gap-2 max-md:[&>button]:flex-1">
      {Object.entries(parameters).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" name="format" value="csv" icon="download">
        Export CSV
      </Button>
      <Button type="submit" name="format" value="ndjson" icon="download">
        Export NDJSON
      </Button>
    </form>
  );
}
