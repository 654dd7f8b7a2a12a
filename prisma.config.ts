import { defineConfig } from 'prisma/config';

// Prisma's command line wants to download a native engine even for `generate`, which itself runs as WebAssembly.
// Naming an existing file spares the download; an empty value restores it for those who want `prisma migrate dev`.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
process.env['CHECKPOINT_DISABLE'] ??= '1';

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
