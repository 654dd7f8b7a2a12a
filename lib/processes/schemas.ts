import { z } from 'zod';

const processId = z.string().regex(/^prc_[0-9A-Za-z]{16}$/, 'There is nothing here, or it is not yours to see.');

export const processSchema = z.object({ processId });

export type ProcessInput = z.output<typeof processSchema>;
