import ts from 'typescript';

/** Files by path, read when asked for. */
type Files = ReadonlyMap<string, () => string>;
/** The same with the titles in them, found once. */
type Index = { paths: readonly string[]; titlesOf: (path: string) => readonly string[] };

/** Stands for what a template or a table puts into a title. */
const OPEN = '\0';

/**
 * What a Markdown table names and is not there. A cell names a file in backquotes, by its path or by the end of it, and after
 * a test file the titles of tests, suites or steps in it, in emphasis or in double quotes; "…" stands for left-out words.
 */
export function nameProblems(document: string, files: Files): string[] {
  const cells = document
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => line.split('|'));
  const index = indexOf(files);
  return cells.flatMap((cell) => cellProblems(cell, index));
}

function indexOf(files: Files): Index {
  const found = new Map<string, readonly string[]>();
  const titlesOf = (path: string) => {
    const titles = found.get(path) ?? titlesIn(files.get(path)?.() ?? '');
    found.set(path, titles);
    return titles;
  };
  return { paths: [...files.keys()], titlesOf };
}

const NAMED =
  /`([^`\s]+\.(?:ts|tsx|mjs|sql))`|(?<=[\s(]|^)_(.+?)_(?=[\s,;.)]|$)|(?<!\*)\*([^*]+)\*(?!\*)|"([^"]+)"|`[^`]*`/g;

function cellProblems(cell: string, index: Index): string[] {
  const problems: string[] = [];
  let file: string | null = null;
  for (const [, named, ...quotes] of cell.trim().matchAll(NAMED)) {
    const title = quotes.find((quote) => quote !== undefined);
    if (named !== undefined) {
      file = named;
      if (pathsNamed(named, index).length === 0) problems.push(`no file ${named}`);
    } else if (title !== undefined && file !== null && isTest(file) && !hasTest(file, title, index)) {
      problems.push(`no test “${title}” in ${file}`);
    }
  }
  return problems;
}

const isTest = (file: string) => /\.(?:test|spec)\.ts$/.test(file);

function pathsNamed(named: string, { paths }: Index): string[] {
  return paths.filter((path) => path === named || path.endsWith(`/${named}`));
}

function hasTest(file: string, quoted: string, index: Index): boolean {
  const wanted = plain(quoted);
  const wantedPattern = pattern(wanted, '…');
  const isMeant = (title: string) =>
    wantedPattern.test(title) || (title.includes(OPEN) && pattern(title, OPEN).test(wanted));
  return pathsNamed(file, index).some((path) => index.titlesOf(path).some(isMeant));
}

/** The whole of a title, with anything where it is left open. */
function pattern(title: string, open: string): RegExp {
  const parts = title.split(open).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** Quotation marks are set one way in code and another in prose. */
const plain = (text: string) => text.replace(/[“”]/g, '"').replace(/\\([_*])/g, '$1');

/** The titles of a test file: of tests, suites and steps, and of what stands in a suite both together. */
export function titlesIn(source: string): string[] {
  const titles: string[] = [];
  const walk = (node: ts.Node, suite: string | null): void => {
    const title = ts.isCallExpression(node) && isTitled(node.expression) ? titleOf(node) : null;
    if (title !== null) titles.push(...(suite === null ? [title] : [title, `${suite} ${title}`]));
    ts.forEachChild(node, (child) => walk(child, title ?? suite));
  };
  walk(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest), null);
  return titles;
}

/** `it`, `test.describe`, `it.each([…])`, `describe.skipIf(…)` … */
function isTitled(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return ['it', 'test', 'describe'].includes(callee.text);
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return isTitled(callee.expression);
  return ts.isTaggedTemplateExpression(callee) && isTitled(callee.tag);
}

function titleOf({ arguments: [first] }: ts.CallExpression): string | null {
  if (first === undefined) return null;
  if (ts.isStringLiteralLike(first)) return plain(first.text.replace(/%[sdjo]|\$\w+(\.\w+)*/g, OPEN));
  if (!ts.isTemplateExpression(first)) return null;
  return plain([first.head.text, ...first.templateSpans.map(({ literal }) => literal.text)].join(OPEN));
}
