// Checks who imports what. A tool that reads nothing finds nothing, so it must have read the program, and must find a
// violation that was planted for it.
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const FEWEST_MODULES = 50;
const { options, ...ruleSet } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const tsConfig = extractTSConfig(path.resolve('tsconfig.json'));

async function violationsIn(baseDir, folders) {
  const settings = { ...options, ruleSet, validate: true, baseDir };
  const { output } = await cruise(folders, settings, {}, { tsConfig });
  const own = output.modules.filter((module) => /^(app|lib|components|bin)\//.test(module.source));
  return { modules: own.length, violations: output.summary.violations };
}

const planted = await violationsIn(path.resolve('test/planted'), ['lib']);
if (!planted.violations.some((violation) => violation.rule.name === 'kernel-imports-nothing')) {
  throw new Error('the planted violation was not found: the import rules check nothing');
}

const program = await violationsIn(process.cwd(), ['app', 'bin', 'components', 'lib', 'prisma/seed.ts']);
if (program.modules <= FEWEST_MODULES) throw new Error(`only ${program.modules} modules were read`);
for (const { rule, from, to } of program.violations) process.stdout.write(`${rule.name}: ${from} → ${to}\n`);
process.stdout.write(`${program.modules} modules, ${program.violations.length} violations\n`);
process.exitCode = program.violations.length === 0 ? 0 : 1;
