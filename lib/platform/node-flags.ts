/**
 * Has Node put its own code on large pages, where the system has them (Linux; elsewhere it does nothing, and says nothing). A
 * verdict and a page run through more code than a processor keeps the addresses of: this takes a tenth of their time off, for
 * some 30 MB of memory for each process.
 */
export const LARGE_PAGES = '--use-largepages=silent';
