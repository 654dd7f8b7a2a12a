/** What the browser gets after a change, for the sentence about it. */
export type ChangedCompany = { id: string; name: string };
