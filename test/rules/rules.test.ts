import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const fixtures = join(import.meta.dirname, 'fixtures');
const names = readdirSync(fixtures).filter((name) => name !== 'clean');

describe('the import rules', () => {
  it('each have a fixture that breaks them', async () => {
    const { ruleSet } = await options();
    expect([...new Set(ruleSet?.forbidden?.map((rule) => rule.name))].sort()).toEqual(names);
  });

  it('hold in the whole tree, and do see it', async () => {
    const result = await cruiseIn(root);
    expect(violations(result)).toEqual([]);
    expect(result.summary.totalCruised).toBeGreaterThan(0);
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(0);
  });

  it('let pass what is allowed', async () => {
    const result = await cruiseIn(join(fixtures, 'clean'));
    expect(violations(result)).toEqual([]);
    expect(result.summary.totalCruised).toBeGreaterThan(0);
  });
});

describe.each(names)('the rule %s', (name) => {
  const folder = join(fixtures, name);
  let result: ICruiseResult;

  beforeAll(async () => {
    result = await cruiseIn(folder);
  });

  it('refuses every file of its fixture that says so, and no other', () => {
    expect([...new Set(violations(result).map(({ from }) => from))].sort()).toEqual(filesThatBreak(folder));
    expect(result.summary.totalCruised).toBeGreaterThan(0);
  });

  it('is the only one that its fixture breaks', () => {
    expect([...new Set(violations(result).map(({ rule }) => rule))]).toEqual([name]);
  });
});

const options = () => extractOptions(join(root, '.dependency-cruiser.cjs'));

/** Cruises a tree as if it were the project: paths in the rules are relative to it. */
const cruiseIn = async (baseDir: string): Promise<ICruiseResult> => {
  const tsConfig = extractTsConfig(join(root, 'tsconfig.json'));
  const { output } = await cruise(['.'], { ...(await options()), baseDir, cache: false }, undefined, { tsConfig });
  if (typeof output === 'string') throw new Error(`Expected a result, not a report: ${output}`);
  return output;
};

const violations = (result: ICruiseResult) =>
  result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));

const filesThatBreak = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && readFileSync(join(folder, file), 'utf8').startsWith('// Breaks the rule: '),
    )
    .sort();
