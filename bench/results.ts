import fs from 'node:fs';
import os from 'node:os';

const FILE = 'bench/results.md';
const HEAD = `# Measured

Written by \`npm run bench\` and \`npm run soak\`; each replaces the section of what it ran. Times depend on the machine and on what else
it does; what must hold anywhere is in the first line of a section.
`;

export type Result = {
  kind: 'bench' | 'soak';
  name: string;
  claim: string;
  rows: readonly (readonly [name: string, value: string])[];
  failures: readonly string[];
};

/** Puts the section of one case in place of the one that was there. */
export function writeResult(result: Result): void {
  const before = fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8') : HEAD;
  fs.writeFileSync(FILE, withSection(before, headingOf(result), sectionOf(result)));
}

/** Sections are in the order of their headings, so that two runs make the same file whichever came first. */
export function withSection(text: string, heading: string, section: string): string {
  const [head = HEAD, ...sections] = text.split(/^(?=## )/m);
  const others = sections.filter((other) => !other.startsWith(`${heading}\n`)).map((other) => other.trimEnd());
  const sorted = [...others, section.trimEnd()].sort((a, b) => (a < b ? -1 : 1));
  return `${[head.trimEnd(), ...sorted].join('\n\n')}\n`;
}

const headingOf = ({ kind, name }: Result): string => `## ${kind}: ${name}`;

function sectionOf(result: Result): string {
  const verdict = result.failures.length === 0 ? 'It held.' : `**It did not hold:** ${result.failures.join('; ')}`;
  const rows = result.rows.map(([name, value]) => `| ${name} | ${value} |`);
  return [
    headingOf(result),
    '',
    `${result.claim} ${verdict}`,
    '',
    `${new Date().toISOString().slice(0, 10)}, ${machine()}`,
    '',
    '| | |',
    '| --- | --- |',
    ...rows,
  ].join('\n');
}

function machine(): string {
  const cpus = os.cpus();
  const gib = Math.round(os.totalmem() / 2 ** 30);
  const load = os.loadavg()[0]?.toFixed(1);
  return `${cpus.length} × ${cpus[0]?.model.trim() || os.arch()}, ${gib} GiB, ${os.platform()} ${os.release()}, Node ${process.versions.node}; load ${load}`;
}
